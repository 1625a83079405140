export { name } from './domain/name.ts';
