export { PracticeFile } from './domain/practice-file.ts';
