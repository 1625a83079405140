import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { systemContext } from '#platform/http/context.ts';
import type { TestApi } from '../../../server/testing.ts';
import type { Field } from '../domain/scopes.ts';
import { interop } from '../server.ts';
import { listDue, redeliver, takeTry } from './deliveries.store.ts';
import { removeReceiver, rotateSecret } from './receivers.ts';
import { sendDue } from './send.ts';
import { COMMUNE, receiverAt, register, startInterop } from './testing.ts';

let place: Awaited<ReturnType<typeof startInterop>>;
let api: TestApi;
beforeAll(async () => {
  place = await startInterop();
  api = place.api;
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.clear();
  place.seen.heard = [];
  place.system.answer = () => 204;
});

const hook = (fields: Field[] = ['name'], unitId = COMMUNE, path = '/hook') =>
  register(api.services, receiverAt(place.site + path, { fields, unitId }));
const stateOf = async () => (await place.sentList()).map(({ kind, state }) => `${kind} ${state}`).sort();
const operator = () => ({ ...api.services, actor: { kind: 'nobody' } }) as const;

describe('what does not arrive', () => {
  test('is tried again after a minute and then two, as the same message', async () => {
    const { secret } = await hook();
    await place.confirmed();
    place.system.answer = () => 500;
    await place.send();
    expect((await place.sentList())[0]).toMatchObject({ state: 'waiting', last_status: 500, attempts: 1 });
    place.later(0.5);
    expect(await place.send()).toBe(0);
    place.later(0.6);
    expect(await place.send()).toBe(1);
    place.later(1.5);
    expect(await place.send()).toBe(0);
    place.system.answer = () => 204;
    place.later(0.6);
    expect(await place.send()).toBe(1);
    expect(new Set(place.seen.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(place.seen.heard.map(({ body }) => body)).size).toBe(1);
    const last = place.seen.heard.at(-1)!;
    expect(() => new Webhook(secret).verify(last.body, last.headers as Record<string, string>)).not.toThrow();
    expect(await stateOf()).toEqual(['confirmation.issued delivered']);
  });

  test('is given up after thirteen tries in three days, at once on 410, and waits again when told to', async () => {
    const { id } = await hook();
    await place.confirmed();
    place.system.answer = () => 503;
    const start = api.clock.now.getTime();
    for (let tries = 0; tries < 13; tries++) {
      await place.send();
      api.clock.now = (await place.sentList())[0]!.next_at!;
    }
    expect((await place.sentList())[0]).toMatchObject({ state: 'failed', attempts: 13 });
    expect((await place.sentList())[0]!.sent_at!.getTime() - start).toBeLessThan(3 * 86_400_000);
    place.later(10_000);
    expect(await place.send()).toBe(0);
    const said: string[] = [];
    const retry = interop.commands!['deliveries retry']!;
    await retry.run(api.services, {
      arguments: [id],
      options: {},
      say: () => {},
      print: (line) => said.push(line),
    });
    expect(said).toEqual(['1 wait again']);
    place.system.answer = () => 410;
    await place.send();
    expect((await place.sentList())[0]).toMatchObject({ state: 'failed', last_status: 410, attempts: 1 });
  });

  test('after a fall in the middle of a try, or with two programs at once, it is not sent beside itself', async () => {
    await hook();
    await place.confirmed();
    await Promise.all([place.send(), place.send(), place.send()]);
    expect(place.seen.heard).toHaveLength(1);
    // Another, and the program falls over with the try taken: the message comes once, at the next turn.
    await place.confirmed();
    const [due] = await listDue(api.services.db, api.clock.now, 10);
    const next = new Date(api.clock.now.getTime() + 60_000);
    expect(await takeTry(api.services.db, due!, api.clock.now, next)).toBe(true);
    expect(await place.send()).toBe(0);
    place.later(1.1);
    expect(await place.send()).toBe(1);
    expect(place.seen.heard).toHaveLength(2);
    expect(place.seen.heard[1]!.headers['webhook-id']).toBe(due!.id);
  });

  test('a redirect is not followed', async () => {
    await hook();
    await place.confirmed();
    place.system.answer = () => 302;
    await place.send();
    expect(place.seen.heard.map(({ path }) => path)).toEqual(['/hook']);
    expect((await place.sentList())[0]).toMatchObject({ state: 'waiting', last_status: 302 });
  });

  test('a receiver that hangs up holds no other up, and a removed one is told nothing more', async () => {
    await hook([], COMMUNE, '/silent');
    const { id } = await hook([], COMMUNE, '/removed');
    await hook([], COMMUNE, '/well');
    for (let people = 0; people < 3; people++) await place.confirmed();
    await removeReceiver(operator(), id);
    place.system.answer = (path) => (path === '/silent' ? undefined : 200);
    await place.send();
    const paths = place.seen.heard.map(({ path }) => path).sort();
    expect(paths).toEqual(['/silent', '/well', '/well', '/well']);
    expect((await stateOf()).filter((one) => one.endsWith('not-sent'))).toHaveLength(3);
    expect(await place.send()).toBe(0);
    await expect(removeReceiver(operator(), id)).rejects.toMatchObject({
      code: 'interop/receiver-not-found',
    });
  });

  test('a name that leads inside is refused when it is looked up, and nothing arrives', async () => {
    const port = new URL(place.site).port;
    await register(api.services, receiverAt(`http://localhost:${port}/hook`));
    await place.confirmed();
    const config = { ...api.services.config, BDHVS_WEBHOOK_PRIVATE: '0' as const };
    const closed = { ...api.services, config };
    await sendDue(systemContext(closed, 'test'));
    expect(place.seen.heard).toEqual([]);
    const [row] = await place.sentList();
    expect(row).toMatchObject({ state: 'waiting', last_status: null });
    expect(row!.last_error).toMatch(/private network/);
    const inside = receiverAt(`${place.site}/hook`);
    await expect(register(closed, inside)).rejects.toMatchObject({ code: 'interop/address-private' });
    await expect(register(api.services, { ...inside, unitId: 7 })).rejects.toMatchObject({
      code: 'interop/no-unit',
    });
  });

  test('while a secret is changed both are good; afterwards only the new one; one message can be sent again', async () => {
    const { id, secret } = await hook();
    await place.confirmed();
    const fresh = await rotateSecret(operator(), id, { overlapDays: 7 });
    const believes = (by: string) => {
      const { body, headers } = place.seen.heard.at(-1)!;
      try {
        return Boolean(new Webhook(by).verify(body, headers as Record<string, string>));
      } catch {
        return false;
      }
    };
    await place.send();
    expect([believes(secret), believes(fresh!)]).toEqual([true, true]);
    const [row] = await place.sentList();
    await api.database.pool.query(
      `UPDATE interop.receivers SET secret_before_until = now() - interval '1 hour'`,
    );
    expect(await redeliver(api.services.db, id, row!.id, api.clock.now)).toBe(true);
    await place.send();
    expect(place.seen.heard.map(({ headers }) => headers['webhook-id'])).toEqual([row!.id, row!.id]);
    expect([believes(secret), believes(fresh!)]).toEqual([false, true]);
  });
});
