import { expect, test } from 'vitest';
import { describe as tell, example } from './describe.ts';
import { listOperations } from './operations.ts';

test('a value that may be missing says so', () => {
  const { type, limits } = tell({
    anyOf: [{ type: 'string', format: 'uuid', maxLength: 36 }, { type: 'null' }],
  });
  expect(type).toBe('string (uuid) or null');
  expect(limits).toEqual(['at most 36 letters']);
});

test('a list tells the parts of what it holds', () => {
  const held = {
    type: 'object',
    properties: { id: { type: 'string' }, at: { type: 'number' } },
    required: ['id'],
  };
  const { type, limits, parts } = tell({ type: 'array', items: held, minItems: 1, maxItems: 200 });
  expect(type).toBe('list of object');
  expect(limits).toEqual(['1 to 200 entries']);
  expect(parts.map(({ name, optional }) => [name, optional])).toEqual([
    ['id', false],
    ['at', true],
  ]);
});

test('simple alternatives stand in one line, shapes beneath', () => {
  expect(tell({ anyOf: [{ type: 'string' }, { type: 'number' }] }).type).toBe('string or number');
  const shape = { type: 'object', properties: { kind: { const: 'question' } }, required: ['kind'] };
  expect(tell({ oneOf: [shape, { type: 'string' }] }).choices).toHaveLength(2);
});

test('an example has what is required', () => {
  const schema = {
    type: 'object',
    properties: { given: { type: 'boolean' }, as: { enum: ['jwt', 'json'] }, note: { type: 'string' } },
    required: ['given', 'as'],
  };
  expect(example(schema)).toEqual({ given: true, as: 'jwt' });
});

test('refusals come with their words, and quotes do not end the curl line', () => {
  const [one] = listOperations(
    {
      paths: {
        '/api/a/b': {
          post: {
            operationId: 'postAB',
            tags: ['a'],
            summary: 'Does.',
            parameters: [],
            requestBody: { content: { 'application/json': { schema: { const: "it's" } } } },
            responses: {
              '4XX': { description: '`a/not-found`: Nothing here.\n\n`a/taken`: Taken: already.' },
            },
          },
        },
      },
    },
    'https://site.example',
  );
  expect(one!.refusals).toEqual([
    { code: 'a/not-found', words: 'Nothing here.' },
    { code: 'a/taken', words: 'Taken: already.' },
  ]);
  expect(one!.curl).toContain(String.raw`-d '"it'\''s"'`);
});
