import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { TestApi, TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { requestToken } from '../domain/oauth-contract.ts';
import {
  endReceiver,
  endReceiverKey,
  getReceiver,
  listReceivers,
  registerReceiver,
  retryDeliveries,
  rotateReceiverSecret,
} from '../domain/receivers-contract.ts';
import { COMMUNE, startInterop } from './testing.ts';

let place: Awaited<ReturnType<typeof startInterop>>;
let api: TestApi;
let desk: TestBrowser;
beforeAll(async () => {
  place = await startInterop();
  api = place.api;
  desk = api.browser();
  await signInStaff(api, desk, 'administrator', COMMUNE);
});
afterAll(() => place.close());
beforeEach(() => place.clear());

const client = { way: 'pull', scopes: ['results.read'], fields: ['name'], name: ' Hồ  sơ ' };
const add = (body: object, browser = desk, unit = COMMUNE) =>
  browser.call(registerReceiver, { params: { unit }, body: { id: newUuid(), ...body } });
const at = (receiver: string) => ({ params: { receiver } });
const mayAsk = async (client_id: string, client_secret: string) => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
  return (await api.browser().send(requestToken.path, { method: 'POST', body })).status === 200;
};

test('an administrator registers a client, changes its secret with overlap, withdraws one, and ends it', async () => {
  const id = newUuid();
  const { body } = await add({ ...client, id });
  expect((await add({ ...client, id })).body.code).toBe('interop/receiver-known');
  const { body: seen } = await desk.call(getReceiver, at(id));
  expect(seen.receiver).toMatchObject({ name: 'Hồ sơ', way: 'pull', state: 'active', unit: { id: COMMUNE } });
  expect(JSON.stringify(seen)).not.toContain(body.secret);
  const change = { version: seen.secretVersion, overlapDays: 7 };
  const rotated = await desk.call(rotateReceiverSecret, { ...at(id), body: change });
  expect((await desk.call(rotateReceiverSecret, { ...at(id), body: change })).body.code).toBe(
    'interop/secret-changed',
  );
  expect([await mayAsk(id, body.secret), await mayAsk(id, rotated.body.secret)]).toEqual([true, true]);
  const key = (await desk.call(getReceiver, at(id))).body.keys[1].id;
  await desk.call(endReceiverKey, { params: { receiver: id, key }, body: {} });
  expect((await desk.call(endReceiverKey, { params: { receiver: id, key }, body: {} })).status).toBe(404);
  expect([await mayAsk(id, body.secret), await mayAsk(id, rotated.body.secret)]).toEqual([false, true]);
  await desk.call(endReceiver, { ...at(id), body: {} });
  expect(await mayAsk(id, rotated.body.secret)).toBe(false);
  const { body: list } = await desk.call(listReceivers, { params: { unit: COMMUNE } });
  expect(list.receivers).toMatchObject([{ id, state: 'ended' }]);
});

test('what was given up is seen and sent again, all or one; what makes no sense is refused', async () => {
  const { body } = await add({ way: 'webhook', name: 'Ứng dụng tỉnh', address: `${place.site}/hook` });
  const retry = (delivery: string | null = null) =>
    desk.call(retryDeliveries, { ...at(body.id), body: { delivery } });
  await place.confirmed();
  expect((await retry()).body.code).toBe('interop/nothing-to-retry');
  place.system.answer = () => 410;
  await place.send();
  const { deliveries, receiver } = (await desk.call(getReceiver, at(body.id))).body;
  expect(receiver.counts).toMatchObject({ failed: 1, delivered: 0 });
  expect(deliveries).toMatchObject([{ state: 'failed', answer: '410', attempts: 1 }]);
  expect(JSON.stringify(deliveries)).not.toContain('Lan');
  place.system.answer = () => 204;
  expect((await retry()).body).toEqual({ waiting: 1 });
  await place.send();
  expect((await retry(deliveries[0].id)).body).toEqual({ waiting: 1 });
  expect((await retry(newUuid())).status).toBe(409);
  for (const [given, refused] of [
    [{ ...client, scopes: [] }, 'interop/scopes-missing'],
    [{ ...client, lastDay: '2020-01-01' }, 'interop/end-past'],
    [{ ...client, publicKey: '{' }, 'interop/key-malformed'],
    [{ ...client, publicKey: '{"kty":"OKP","crv":"Ed25519","d":"x"}' }, 'interop/key-private'],
    [{ ...client, publicKey: '{"kty":"oct"}' }, 'interop/key-unfit'],
    [{ ...client, way: 'webhook', address: 'http://' }, 'interop/address-malformed'],
    [{ ...client, name: '  ' }, 'http/input-invalid'],
    [{ ...client, scopes: ['everything'] }, 'http/input-invalid'],
  ] as const)
    expect((await add(given)).body.code).toBe(refused);
});

test('nobody else sees, registers or changes', async () => {
  const { body } = await add(client);
  const others = [api.browser(), api.browser(), api.browser()];
  await signInStaff(api, others[1]!, 'leader', COMMUNE);
  await signInStaff(api, others[2]!, 'administrator', 117329);
  for (const [index, other] of others.entries()) {
    const calls = [
      other.call(listReceivers, { params: { unit: COMMUNE } }),
      add(client, other),
      other.call(getReceiver, at(body.id)),
      other.call(getReceiver, at(newUuid())),
      other.call(rotateReceiverSecret, { ...at(body.id), body: { version: '', overlapDays: 0 } }),
      other.call(endReceiverKey, { params: { receiver: body.id, key: newUuid() }, body: {} }),
      other.call(endReceiver, { ...at(body.id), body: {} }),
      other.call(retryDeliveries, { ...at(body.id), body: {} }),
    ];
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual(Array(8).fill(index === 0 ? 401 : 404));
  }
});
