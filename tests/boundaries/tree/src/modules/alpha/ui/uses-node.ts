// ui-without-node
import { join } from 'node:path';
export const wrong = join;
