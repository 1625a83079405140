import { expect, test } from 'vitest';
import { readJson, refuseNoText } from './body.ts';

const read = (body: string) =>
  readJson(
    new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
    1000,
  );

test('the character 0, which no database keeps, is refused before an action is asked', async () => {
  await expect(read(JSON.stringify({ name: 'Lan\0' }))).rejects.toMatchObject({ code: 'http/input-invalid' });
  await expect(read('{"name":"Lan\0"}')).rejects.toMatchObject({ code: 'http/malformed-json' });
  expect(() => refuseNoText({ id: 'a\0' })).toThrow();
  refuseNoText({ id: 'a' });
  expect(await read('{"name":"Lan"}')).toEqual({ name: 'Lan' });
});
