export * from './domain/contract.ts';
export type { Course, Kind, Part } from './domain/course.ts';
