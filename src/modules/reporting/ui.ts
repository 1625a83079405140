export { default as PartsPage } from './ui/PartsPage.svelte';
export { saveOf, typedOf } from './ui/report-form.ts';
export { default as ReportList } from './ui/ReportList.svelte';
export { default as ReportPage } from './ui/ReportPage.svelte';
export { default as TimelinessPage } from './ui/TimelinessPage.svelte';
export { default as TicketsPage } from './ui/TicketsPage.svelte';
