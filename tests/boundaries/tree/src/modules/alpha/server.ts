export { read } from './server/read.ts';
