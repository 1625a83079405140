export { default as UnitResults } from './ui/UnitResults.svelte';
