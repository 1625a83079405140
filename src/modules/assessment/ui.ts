export { answerOf, draftOf, FIELD as answerFields, itemOf, wantsSwap } from './ui/answer-form.ts';
export { default as AttemptList } from './ui/AttemptList.svelte';
export { default as QuestionScreen } from './ui/QuestionScreen.svelte';
export { default as ResultCard } from './ui/ResultCard.svelte';
export { default as ResultScreen } from './ui/ResultScreen.svelte';
export { default as TestIntro } from './ui/TestIntro.svelte';
export { messages as assessmentMessages } from './ui/words.ts';
