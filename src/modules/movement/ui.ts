export { default as LineagePage } from './ui/LineagePage.svelte';
export { default as NothingPublished } from './ui/NothingPublished.svelte';
export { default as PopulationDraft } from './ui/PopulationDraft.svelte';
export { default as PopulationPage } from './ui/PopulationPage.svelte';
export { default as PublicFigures } from './ui/PublicFigures.svelte';
export { default as ReportCalendar } from './ui/ReportCalendar.svelte';
export { default as UnitChoice } from './ui/UnitChoice.svelte';
export { default as UnitOverview } from './ui/UnitOverview.svelte';
