import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleNames } from './modules.ts';
import { root } from './root.ts';

/** Tables that are not spread by part_key, as every module's module.json names them. */
export function distributionRules(folder = root): Record<string, string> {
  const rules = moduleNames.map((name) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'src/modules', name, 'module.json'), 'utf8')) as {
      distribution?: Record<string, string>;
    };
    return manifest.distribution ?? {};
  });
  return Object.assign({}, ...rules) as Record<string, string>;
}
