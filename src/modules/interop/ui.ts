export { default as BatchPage } from './ui/BatchPage.svelte';
export { default as ReceiverPage } from './ui/ReceiverPage.svelte';
export { default as ReceiversPage } from './ui/ReceiversPage.svelte';
export { default as UnitResults } from './ui/UnitResults.svelte';
