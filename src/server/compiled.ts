import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { root } from './root.ts';

// What Node compiled is kept beside the packages: a start takes half the processor time. Where nothing can be written
// there, Node goes on without. Imported first, for it holds for what is read afterwards.
enableCompileCache(join(root, 'node_modules', '.cache', 'compiled'));
