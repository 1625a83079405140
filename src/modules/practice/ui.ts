export { default as ModePage } from './ui/ModePage.svelte';
export { default as PracticeLinks } from './ui/PracticeLinks.svelte';
export { default as PracticeList } from './ui/PracticeList.svelte';
export { default as ScenePage } from './ui/ScenePage.svelte';
export { default as TaskPlace } from './ui/TaskPlace.svelte';
export { default as WitnessForm } from './ui/WitnessForm.svelte';
export { readMode } from './ui/modes.ts';
export { messages as practiceMessages } from './ui/words.ts';
export { sendWaiting as sendPractised } from './ui/record.ts';
