export { default as Catalogue } from './ui/Catalogue.svelte';
export { default as ContinueCard } from './ui/ContinueCard.svelte';
export { default as FinishScreen } from './ui/FinishScreen.svelte';
export { default as LessonLink } from './ui/LessonLink.svelte';
export { default as LessonOverview } from './ui/LessonOverview.svelte';
export { default as ProgressSummary } from './ui/ProgressSummary.svelte';
export { default as StepScreen } from './ui/StepScreen.svelte';
export { sendWaiting } from './ui/record.ts';
export { messages as learningMessages } from './ui/words.ts';
