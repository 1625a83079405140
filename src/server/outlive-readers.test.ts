import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PROGRAM = `
import { outliveReaders } from ${JSON.stringify(join(import.meta.dirname, 'outlive-readers.ts'))};
outliveReaders();
process.on('uncaughtException', (error) => { process.stderr.write(String(error)); faults += 1; if (faults > 3) process.exit(70); });
let faults = 0;
let lines = 0;
setInterval(() => {
  process.stdout.write('line\\n');
  process.stderr.write('line\\n');
  if (++lines === 20) process.exit(faults === 0 ? 0 : 71);
}, 5);
`;

test('a program whose reader has gone works on and ends in its own time', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.stderr.destroy();
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
