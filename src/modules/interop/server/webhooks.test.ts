import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { framework } from '#modules/framework/server.ts';
import { identity, verifyAllAudit } from '#modules/identity/server.ts';
import { organisations, treeOf } from '#modules/organisations/server.ts';
import { credentials } from '#modules/credentials/server.ts';
import { systemContext } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { consent, pass, signIn, tell, useOutcomes } from '../../credentials/server/testing.ts';
import { interop } from '../server.ts';
import { addressFault, isPublic } from './address.ts';
import { listDeliveries, listDue, takeTry } from './deliveries.store.ts';
import { exportDeliveries } from './person.ts';
import { addReceiver, removeReceiver } from './receivers.ts';
import { sendDue } from './send.ts';

const COMMUNE = 103385;
const NATION = 1;

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let api: TestApi;
let server: Server;
let site: string;
let heard: Heard[] = [];
/** What the outside system answers: a status, or nothing at all. */
let answer: (path: string) => number | undefined = () => 204;

beforeAll(async () => {
  const modules = [identity, organisations, framework, credentials, interop];
  api = await startTestApi({ modules, env: { BDHVS_WEBHOOK_PRIVATE: '1' } });
  useOutcomes();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      heard.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const status = answer(path);
      if (status === undefined) return request.socket.destroy();
      response.writeHead(status, status === 302 ? { location: `${site}/elsewhere` } : {}).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await api.close();
});
beforeEach(async () => {
  await api.drain();
  api.clock.now = new Date();
  await api.database.pool.query('DELETE FROM interop.deliveries');
  await api.database.pool.query('DELETE FROM interop.receivers');
  heard = [];
  answer = () => 204;
});

const send = () => sendDue(systemContext(api.services, 'test'));
const later = (minutes: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + minutes * 60_000);
};
const register = (wanted = 'name', unitId = COMMUNE, address = `${site}/hook`) =>
  addReceiver(api.services, { unitId, name: 'Hồ sơ công chức của tỉnh', address, wanted });
const sentList = () => listDeliveries(api.services.db, 100, undefined);
const stateOf = async () => (await sentList()).map(({ kind, state }) => `${kind} ${state}`).sort();

/** Somebody of the commune with a confirmation. */
async function confirmed(consents = ['confirmation', 'handing-on'], homeUnitId: number | null = COMMUNE) {
  const person = await signIn(api.services, api.browser(), {
    name: 'Nguyễn Thị Lan',
    consents,
    ...(homeUnitId ? { homeUnitId } : {}),
  });
  await pass(api.services, person);
  await api.drain();
  return person;
}
const revoke = async (person: Identity) => {
  await api.database.pool.query(
    `UPDATE credentials.credentials SET revoked_at = $2, revoked_reason = 'wrong-person' WHERE person_id = $1`,
    [person.personId, api.clock.now],
  );
  await tell(api.services, person, 'credentials.revoked');
  await api.drain();
};

describe('a confirmation of a unit’s person', () => {
  test('reaches the receiver once, signed so that others’ software believes it, and is in the register and the log', async () => {
    const { secret } = await register();
    const person = await confirmed();
    await tell(api.services, person, 'credentials.issued');
    await api.drain();
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(heard).toHaveLength(1);
    const { headers, body } = heard[0]!;
    const said = new Webhook(secret).verify(body, headers as Record<string, string>) as any;
    expect(said.type).toBe('confirmation.issued');
    expect(said.data).toMatchObject({
      name: 'Nguyễn Thị Lan',
      unit: { id: COMMUNE },
      group: { code: 'citizens' },
      evidence: 'unsupervised',
    });
    expect(said.data.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    // Neither her birth date nor what she did not let them have.
    expect(body).not.toContain('1960');
    expect(said.data).not.toHaveProperty('domains');
    const [row] = await sentList();
    expect(row).toMatchObject({
      id: headers['webhook-id'],
      state: 'delivered',
      last_status: 204,
      attempts: 1,
    });
    expect(row!.acknowledged_at).not.toBeNull();
    const { rows } = await api.database.pool.query(
      `SELECT action FROM identity.audit WHERE action = 'interop.hand-on' AND subject_id = $1`,
      [person.personId],
    );
    expect(rows).toHaveLength(1);
    expect((await verifyAllAudit(api.services.db)).every((one) => one.sound)).toBe(true);
    const { handedOn } = (await exportDeliveries(systemContext(api.services, 'x'), person)) as any;
    expect(handedOn).toMatchObject([
      { receiver: 'Hồ sơ công chức của tỉnh', told: ['name'], state: 'delivered' },
    ]);
  });

  test('a changed body, another secret and an old time are not believed', async () => {
    const { secret } = await register('');
    await confirmed();
    await send();
    const { headers, body } = heard[0]!;
    const given = headers as Record<string, string>;
    expect(JSON.parse(body).data).not.toHaveProperty('name');
    const hook = new Webhook(secret);
    expect(() => hook.verify(body.replace('citizens', 'officials'), given)).toThrow();
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, given)).toThrow();
    expect(() => hook.verify(body, { ...given, 'webhook-timestamp': '1700000000' })).toThrow();
  });

  test('is told to receivers of the units above as well, and to no other commune', async () => {
    await register('', COMMUNE, `${site}/own`);
    await register('', NATION, `${site}/nation`);
    const communes = (await treeOf(api.services.db)).descendants(NATION, 'commune');
    await register('', communes.find(({ id }) => id !== COMMUNE)!.id, `${site}/other`);
    await confirmed();
    await confirmed(['confirmation', 'handing-on'], null);
    await send();
    expect(heard.map(({ path }) => path).sort()).toEqual(['/nation', '/nation', '/own']);
  });

  test('without her agreement nothing is written; agreeing later sends it, taking back stops what waits', async () => {
    await register();
    const person = await confirmed(['confirmation']);
    expect(await stateOf()).toEqual([]);
    await consent(api.services, person, 'handing-on', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    later(1);
    await consent(api.services, person, 'handing-on', false);
    await send();
    expect(heard).toEqual([]);
    expect(await stateOf()).toEqual(['confirmation.issued not-sent']);
    later(1);
    await consent(api.services, person, 'handing-on', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    await send();
    expect(await stateOf()).toEqual(['confirmation.issued delivered']);
    expect(heard).toHaveLength(1);
  });

  test('that is revoked is told as such to who was told of it; one that was told nothing before hears nothing', async () => {
    const { secret } = await register();
    const person = await confirmed();
    await send();
    await revoke(person);
    await send();
    const said = new Webhook(secret).verify(
      heard[1]!.body,
      heard[1]!.headers as Record<string, string>,
    ) as any;
    expect(said).toMatchObject({ type: 'confirmation.revoked', data: { revokedReason: 'wrong-person' } });
    expect(said.data.code).toBe(JSON.parse(heard[0]!.body).data.code);
    expect(said.data).not.toHaveProperty('name');
    expect(await stateOf()).toEqual(['confirmation.issued delivered', 'confirmation.revoked delivered']);
    await revoke(await confirmed());
    await send();
    expect(heard).toHaveLength(2);
  });

  test('of an erased person leaves nothing in the register', async () => {
    await register();
    const person = await confirmed();
    await api.services.db.transaction().execute((tx) => interop.erasePerson!(tx, person));
    await send();
    expect([heard, await sentList()]).toEqual([[], []]);
  });
});

describe('what does not arrive', () => {
  test('is tried again after a minute and then two, as the same message', async () => {
    const { secret } = await register();
    await confirmed();
    answer = () => 500;
    await send();
    expect((await sentList())[0]).toMatchObject({ state: 'waiting', last_status: 500, attempts: 1 });
    later(0.5);
    expect(await send()).toBe(0);
    later(0.6);
    expect(await send()).toBe(1);
    later(1.5);
    expect(await send()).toBe(0);
    answer = () => 204;
    later(0.6);
    expect(await send()).toBe(1);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
    const last = heard.at(-1)!;
    expect(() => new Webhook(secret).verify(last.body, last.headers as Record<string, string>)).not.toThrow();
    expect(await stateOf()).toEqual(['confirmation.issued delivered']);
  });

  test('is given up after thirteen tries in three days, at once on 410, and waits again when told to', async () => {
    const { id } = await register();
    await confirmed();
    answer = () => 503;
    const start = api.clock.now.getTime();
    for (let tries = 0; tries < 13; tries++) {
      await send();
      api.clock.now = (await sentList())[0]!.next_at;
    }
    expect((await sentList())[0]).toMatchObject({ state: 'failed', attempts: 13 });
    expect((await sentList())[0]!.sent_at!.getTime() - start).toBeLessThan(3 * 86_400_000);
    later(10_000);
    expect(await send()).toBe(0);
    const said: string[] = [];
    const retry = interop.commands!['deliveries retry']!;
    await retry.run(api.services, {
      arguments: [id],
      options: {},
      say: () => {},
      print: (line) => said.push(line),
    });
    expect(said).toEqual(['1 wait again']);
    answer = () => 410;
    await send();
    expect((await sentList())[0]).toMatchObject({ state: 'failed', last_status: 410, attempts: 1 });
  });

  test('after a fall in the middle of a try, or with two programs at once, it is not sent beside itself', async () => {
    await register();
    await confirmed();
    await Promise.all([send(), send(), send()]);
    expect(heard).toHaveLength(1);
    // Another, and the program falls over with the try taken: the message comes once, at the next turn.
    await confirmed();
    const [due] = await listDue(api.services.db, api.clock.now, 10);
    const next = new Date(api.clock.now.getTime() + 60_000);
    expect(await takeTry(api.services.db, due!, api.clock.now, next)).toBe(true);
    expect(await send()).toBe(0);
    later(1.1);
    expect(await send()).toBe(1);
    expect(heard).toHaveLength(2);
    expect(heard[1]!.headers['webhook-id']).toBe(due!.id);
  });

  test('a redirect is not followed', async () => {
    await register();
    await confirmed();
    answer = () => 302;
    await send();
    expect(heard.map(({ path }) => path)).toEqual(['/hook']);
    expect((await sentList())[0]).toMatchObject({ state: 'waiting', last_status: 302 });
  });

  test('a receiver that hangs up holds no other up, and a removed one is told nothing more', async () => {
    await register('', COMMUNE, `${site}/silent`);
    const { id } = await register('', COMMUNE, `${site}/removed`);
    await register('', COMMUNE, `${site}/well`);
    for (let people = 0; people < 3; people++) await confirmed();
    await removeReceiver(api.services, id);
    answer = (path) => (path === '/silent' ? undefined : 200);
    await send();
    const paths = heard.map(({ path }) => path).sort();
    expect(paths).toEqual(['/silent', '/well', '/well', '/well']);
    expect((await stateOf()).filter((one) => one.endsWith('not-sent'))).toHaveLength(3);
    expect(await send()).toBe(0);
    await expect(removeReceiver(api.services, id)).rejects.toThrow(/no receiver/);
  });
});

describe('addresses', () => {
  const strict = { plain: false, inside: false };
  test.each([
    ['http://example.vn/hook', 'https'],
    ['https://127.0.0.1/hook', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://0x7f000001/', 'private'],
    ['https://192.168.1.20:8443/', 'private'],
    ['https://me:pw@example.vn/', 'password'],
    ['ftp://example.vn/', 'https'],
    ['hook', 'not a web address'],
  ])('%s is refused', (address, why) => {
    expect(addressFault(address, strict)).toContain(why);
  });

  test('public ones are taken, inside ones where the settings allow it', () => {
    expect(addressFault('https://ho-so.example.gov.vn/hook?a=1', strict)).toBeUndefined();
    expect(addressFault('https://10.1.2.3/', { plain: false, inside: true })).toBeUndefined();
    expect([isPublic('8.8.8.8'), isPublic('2606:4700::1111'), isPublic('2002:7f00:1::')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a name that leads inside is refused when it is looked up, and nothing arrives', async () => {
    const port = new URL(site).port;
    await register('', COMMUNE, `http://localhost:${port}/hook`);
    await confirmed();
    const closed = {
      ...api.services,
      config: { ...api.services.config, BDHVS_WEBHOOK_PRIVATE: '0' as const },
    };
    await sendDue(systemContext(closed, 'test'));
    expect(heard).toEqual([]);
    expect((await sentList())[0]).toMatchObject({ state: 'waiting', last_status: null });
    expect((await sentList())[0]!.last_error).toMatch(/private network/);
    const inside = { unitId: COMMUNE, name: 'x', address: `${site}/hook`, wanted: '' };
    await expect(addReceiver(closed, inside)).rejects.toThrow(/BDHVS_WEBHOOK_PRIVATE/);
    await expect(addReceiver(api.services, { ...inside, unitId: 7 })).rejects.toThrow(/no unit 7/);
    await expect(addReceiver(api.services, { ...inside, wanted: 'cccd' })).rejects.toThrow(/no field cccd/);
  });
});
