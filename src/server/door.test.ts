import { afterAll, expect, test } from 'vitest';
import { readConfig } from '#platform/config/config.ts';
import { listen } from './door.ts';

const config = readConfig({ ...process.env, PORT: '0', HOST: '127.0.0.1', BDHVS_DATA: '/nonexistent' });
const door = await listen({ ...config, PORT: 0, HOST: '127.0.0.1' });
afterAll(() => door.close());
const get = (path: string, accept: string) =>
  fetch(`http://127.0.0.1:${door.port}${path}`, { headers: { accept } });

test('who comes while the server starts is told so in Vietnamese, and the page asks again by itself', async () => {
  const reply = await get('/hoc', 'text/html,*/*');
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('2');
  const page = await reply.text();
  expect(page).toContain('Đang mở máy chủ');
  expect(page).toMatch(/http-equiv="refresh"/);
});

test('a program gets a line, and the health check is answered', async () => {
  expect(await (await get('/api/openapi.json', 'application/json')).text()).toBe('starting');
  expect((await get('/healthz', '*/*')).status).toBe(200);
});
