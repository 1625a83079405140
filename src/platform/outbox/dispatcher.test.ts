import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { readConfig } from '#platform/config/config.ts';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import type { Services } from '#platform/http/context.ts';
import type { DomainEvent, ServerModule } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { makeLog } from '#platform/log/log.ts';
import { makeDispatcher } from './dispatcher.ts';
import { announce } from './outbox.ts';
import { countWaiting } from './outbox.store.ts';

let database: TestDatabase;
let services: Services;
const clock = { now: new Date('2026-11-21T03:00:00Z') };
const pass = (seconds: number) => (clock.now = new Date(clock.now.getTime() + seconds * 1000));

beforeAll(async () => {
  database = await testDatabase();
  services = {
    db: database.db,
    now: () => clock.now,
    newId: newUuid,
    log: makeLog('silent'),
    config: readConfig({}),
    master: randomBytes(32),
    content: () => ({ id: 'none', kinds: {}, assets: {} }),
    contentChanged: async () => {},
  };
});
afterAll(() => database.close());
beforeEach(async () => {
  pass(3600);
  await sql`DELETE FROM platform.outbox`.execute(database.db);
  await sql`DELETE FROM platform.leases`.execute(database.db);
});

const say = (name: string, partKey = 7, id = newUuid()) =>
  database.db.transaction().execute(async (tx) => {
    await announce(tx, { partKey, id, name, payload: { id }, at: clock.now });
    return id;
  });

/** A module that notes what it hears, and may fail first. */
function listener(name: string, hear: (event: DomainEvent) => void | Promise<void> = () => {}) {
  const heard: string[] = [];
  const handle = async (_: unknown, event: DomainEvent) => {
    await hear(event);
    heard.push(event.id);
  };
  const module: ServerModule = { name, handlers: { 'a.happened': handle } };
  return { heard, module };
}

test('an event goes to every module that asked, in the order of writing, and then is gone', async () => {
  const [one, two] = [listener('one'), listener('two')];
  const deaf: ServerModule = { name: 'deaf' };
  const dispatcher = makeDispatcher(services, [one.module, deaf, two.module]);
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    ids.push(await say('a.happened', 10 - n));
    pass(0.001);
  }
  expect(await dispatcher.drain()).toBe(5);
  expect(one.heard).toEqual(ids);
  expect(two.heard).toEqual(ids);
  expect(await dispatcher.drain()).toBe(0);
});

test('an event of a change that was rolled back is never delivered', async () => {
  const one = listener('one');
  const undone = database.db.transaction().execute(async (tx) => {
    await announce(tx, { partKey: 1, id: newUuid(), name: 'a.happened', payload: {}, at: clock.now });
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow();
  expect(await makeDispatcher(services, [one.module]).drain()).toBe(0);
});

test('the same id twice is one event', async () => {
  const one = listener('one');
  const id = newUuid();
  await say('a.happened', 7, id);
  await say('a.happened', 7, id);
  expect(await makeDispatcher(services, [one.module]).drain()).toBe(1);
});

test('a failing handler is tried again later each time, and holds nobody up', async () => {
  let faults = 3;
  const id = await say('a.happened');
  const one = listener('one', (event) => {
    if (event.id === id && faults-- > 0) throw new Error('the printer is out of paper');
  });
  const other = await say('a.happened');
  const dispatcher = makeDispatcher(services, [one.module]);
  expect(await dispatcher.drain()).toBe(2);
  expect(one.heard).toEqual([other]);
  expect(await countWaiting(database.db)).toEqual({ waiting: 1, failing: 1 });
  const { rows } = await sql<{ last_error: string }>`SELECT last_error FROM platform.outbox`.execute(
    database.db,
  );
  expect(rows[0]?.last_error).toContain('out of paper');
  for (const seconds of [2, 4, 8]) {
    pass(seconds - 1);
    expect(await dispatcher.drain(), `not before ${seconds} s`).toBe(0);
    pass(1);
    expect(await dispatcher.drain()).toBe(1);
  }
  expect(one.heard).toEqual([other, id]);
});

test('after a crash between the handler and the end of delivery the event comes again', async () => {
  const one = listener('one');
  const id = await say('a.happened');
  const crashing = {
    ...services,
    db: new Proxy(services.db, {
      get(target, name) {
        // The connection breaks when the delivered event is to be removed.
        if (name === 'getExecutor' && one.heard.length > 0) throw new Error('connection lost');
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  };
  await makeDispatcher(crashing, [one.module])
    .drain()
    .catch(() => {});
  expect(one.heard).toEqual([id]);
  pass(60);
  await makeDispatcher(services, [one.module]).drain();
  expect(one.heard).toEqual([id, id]);
  expect(await countWaiting(database.db)).toEqual({ waiting: 0, failing: 0 });
});

test('one process delivers; when it dies its lease passes on', async () => {
  const one = listener('one');
  const [first, second] = [makeDispatcher(services, [one.module]), makeDispatcher(services, [one.module])];
  await first.drain();
  const id = await say('a.happened');
  expect(await second.drain()).toBe(0);
  pass(7);
  expect(await second.drain()).toBe(0);
  pass(2);
  expect(await second.drain()).toBe(1);
  expect(one.heard).toEqual([id]);
  await say('a.happened');
  expect(await first.drain()).toBe(0);
});

test('a stopped dispatcher gives its lease back, so that the next start need not wait', async () => {
  const one = listener('one');
  const first = makeDispatcher(services, [one.module]);
  first.start();
  await say('a.happened');
  await expect.poll(() => one.heard.length).toBe(1);
  await first.stop();
  await say('a.happened');
  expect(await makeDispatcher(services, [one.module]).drain()).toBe(1);
});

test('an event written while it runs is delivered within moments', async () => {
  const one = listener('one');
  const dispatcher = makeDispatcher(services, [one.module]);
  dispatcher.start();
  await new Promise((done) => setTimeout(done, 100));
  const id = await say('a.happened');
  await expect.poll(() => one.heard, { timeout: 900 }).toEqual([id]);
  await dispatcher.stop();
});
