import { afterEach, expect, test, vi } from 'vitest';
import { endpoint } from '#platform/http/endpoint.ts';
import { makeSender } from './sender.ts';
import { UNKEPT } from './unkept.ts';

afterEach(() => vi.unstubAllGlobals());

test('where the phone can keep nothing, what was done waits in the page, is told of, and goes when there is a network', async () => {
  const told: number[] = [];
  const page = new EventTarget();
  page.addEventListener(UNKEPT, (event) => told.push((event as CustomEvent<number>).detail));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', { cookie: '' });
  const bodies: { events: { id: string }[] }[] = [];
  let hasNetwork = false;
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    if (!hasNetwork) return Promise.reject(new TypeError('Failed to fetch'));
    bodies.push(JSON.parse(body) as (typeof bodies)[number]);
    return Promise.resolve(Response.json({ kept: [], dropped: [] }));
  });
  const sending = { waiting: 0, busy: false, failed: false };
  const post = endpoint({ method: 'POST', path: '/api/test/events', summary: '' } as never) as never;
  const sender = makeSender<{ id: string }>('test', post, sending, 10);
  await sender.keepAndSend({ id: 'one' });
  await sender.keepAndSend({ id: 'two' });
  expect(told).toEqual([1, 2]);
  hasNetwork = true;
  page.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(told.at(-1)).toBe(0));
  expect(bodies.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['one', 'two']);
});
