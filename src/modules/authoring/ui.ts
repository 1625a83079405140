export { default as DraftEditor } from './ui/DraftEditor.svelte';
export { default as DraftList } from './ui/DraftList.svelte';
export { messages as authoringMessages } from './ui/messages.ts';
