export { default as CommendationsPage } from './ui/CommendationsPage.svelte';
export { default as InitiativePage } from './ui/InitiativePage.svelte';
export { initiativeOf, typedOfInitiative } from './ui/initiative-form.ts';
export { default as LibraryPage } from './ui/LibraryPage.svelte';
export { default as WritePage } from './ui/WritePage.svelte';
