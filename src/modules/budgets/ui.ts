export { default as BudgetPage } from './ui/BudgetPage.svelte';
