export { default as PlanList } from './ui/PlanList.svelte';
export { default as PlanReview } from './ui/PlanReview.svelte';
