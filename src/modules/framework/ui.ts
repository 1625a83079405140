export { default as FrameworkPage } from './ui/FrameworkPage.svelte';
