export { default as DraftEditor } from './ui/DraftEditor.svelte';
export { default as DraftList } from './ui/DraftList.svelte';
export { default as ProgrammeEditor } from './ui/ProgrammeEditor.svelte';
export { default as SceneEditor } from './ui/SceneEditor.svelte';
export { messages as authoringMessages } from './ui/messages.ts';
