export { default as CourseList } from './ui/CourseList.svelte';
export { default as CoursePage } from './ui/CoursePage.svelte';
export { default as DeskPackage } from './ui/DeskPackage.svelte';
export { default as DeskPackages } from './ui/DeskPackages.svelte';
export { messages as packagesMessages } from './ui/messages.ts';
