import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The data folder of this installation, absolute; a relative one lies in the project's folder. */
export const folderOf = (config: Pick<Config, 'BDHVS_DATA'>): string => resolve(root, config.BDHVS_DATA);
