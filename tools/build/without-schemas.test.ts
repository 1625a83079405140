import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { withoutSchemas } from './without-schemas.ts';

const shortened = (code: string) => withoutSchemas(code, parseAst(code));

test('of an endpoint a page keeps its method and path, of a schema nothing', () => {
  const made = shortened(`import * as v from 'valibot';
const shown = { if: v.optional(Condition) };
export const Block = v.variant('kind', [v.strictObject({ kind: v.literal('bar'), ...shown })]);
export const PICTURES = ['phone', 'call'];
const words = (most) => v.pipe(v.string(), v.maxLength(most));
export const read = endpoint({ method: 'GET', path: '/api/x', summary: 'Reads', output: Block });
`);
  expect(made).toContain('export const Block = /* @__PURE__ */ v.unknown();');
  expect(made).toContain("export const PICTURES = ['phone', 'call'];");
  expect(made).toContain('const words = /* @__NO_SIDE_EFFECTS__ */ (most) => /* @__PURE__ */ v.pipe(');
  expect(made).toContain("export const read = /* @__PURE__ */ endpoint({ method: 'GET', path: '/api/x' });");
  expect(made).not.toContain('Reads');
});
