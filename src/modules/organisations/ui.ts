export { messages as organisationsMessages } from './ui/messages.ts';
export { default as UnitDirectory } from './ui/UnitDirectory.svelte';
export { default as UnitPage } from './ui/UnitPage.svelte';
export { default as UnitPicker } from './ui/UnitPicker.svelte';
