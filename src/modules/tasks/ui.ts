export { default as AddTaskPage } from './ui/AddTaskPage.svelte';
export { default as IncomingPage } from './ui/IncomingPage.svelte';
export { default as RemindersCard } from './ui/RemindersCard.svelte';
export { default as ReminderSettingsPage } from './ui/ReminderSettingsPage.svelte';
export { default as SectorPage } from './ui/SectorPage.svelte';
export { default as TaskPage } from './ui/TaskPage.svelte';
export { default as TasksPage } from './ui/TasksPage.svelte';
export { viewOf } from './ui/view.ts';
