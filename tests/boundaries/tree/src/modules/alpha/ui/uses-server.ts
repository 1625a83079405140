// ui-never-server
import { read } from '../server/read.ts';
export const wrong = read;
