export { default as AnswerPage } from './ui/AnswerPage.svelte';
export { default as AskPage } from './ui/AskPage.svelte';
export { askedOf, typedOf } from './ui/ask-form.ts';
export { default as BurdenPage } from './ui/BurdenPage.svelte';
export { default as RequestPage } from './ui/RequestPage.svelte';
export { default as RequestsPage } from './ui/RequestsPage.svelte';
