import { expect, test } from 'vitest';
import { STAFF_MARK, walkProgram } from './program.ts';

const at = (name: string) => `/_app/immutable/${name}`;
const HTML = `<link href="${at('assets/0.a.css')}"><script>import("${at('entry/app.a.js')}")</script>`;
const FILES: Record<string, string> = {
  [at('assets/0.a.css')]: 'p{}',
  [at('entry/app.a.js')]:
    `["${at('assets/page.b.css')}"];import{t}from"../chunks/x-1.js";()=>import(\`../nodes/2.c.js\`);()=>import("../chunks/staff.js")`,
  [at('assets/page.b.css')]: '',
  [at('chunks/x-1.js')]: 'import"./y_2.js"',
  [at('chunks/y_2.js')]:
    `"${at('assets/drum.d.svg')}";"./no/program";g={"./pictures/drum.svg":d,'./pictures/fish.svg' :f};import"../entry/app.a.js"`,
  [at('assets/drum.d.svg')]: '<svg/>',
  [at('nodes/2.c.js')]: '',
  [at('chunks/staff.js')]: `{mark:"${STAFF_MARK}",3:()=>import("../nodes/3.d.js")}`,
  [at('nodes/3.d.js')]: '',
};

test('all that a learner may come to is the program, and nothing of the pages of staff', async () => {
  const { files, isWhole } = await walkProgram(HTML, async (path) => FILES[path]);
  expect(isWhole).toBe(true);
  expect([...files].sort()).toEqual(
    Object.keys(FILES)
      .filter((path) => !path.endsWith('3.d.js'))
      .sort(),
  );
});

test('one file that cannot be had, and the program is not whole; the others are had all the same', async () => {
  const { [at('nodes/2.c.js')]: _, ...rest } = FILES;
  const { files, isWhole } = await walkProgram(HTML, async (path) => rest[path]);
  expect(isWhole).toBe(false);
  expect(files.has(at('assets/drum.d.svg'))).toBe(true);
});
