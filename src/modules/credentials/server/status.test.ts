import { decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getDid, listKeys, revokeCredential, verifyDocument } from '../domain/contract-documents.ts';
import { getDocument, listMine, verifyCode } from '../domain/contract.ts';
import { bitsOf, isMarked, LIST_BITS, type StatusPlace } from '../domain/status.ts';
import { credentials } from '../server.ts';
import { drawPlace } from './status.ts';
import { pass, signIn, useOutcomes } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

async function confirmed() {
  const phone = api.browser();
  const person = await signIn(api.services, phone, { name: 'Lê Thị Hoa', consents: ['confirmation'] });
  await pass(api.services, person);
  await api.drain();
  const { id, code } = (await phone.call(listMine)).body.credentials[0];
  const jwt: string = (await phone.call(getDocument, { params: { id } })).body;
  return { person, code, jwt, badge: decode(jwt.split('.')[1]!) };
}

async function command(name: string, ...given: string[]) {
  const printed: string[] = [];
  await credentials.commands![name]!.run(api.services, {
    arguments: given,
    options: {},
    say: () => {},
    print: (line) => printed.push(line),
  });
  return printed;
}

/** A minute later: lists are kept that long. */
const later = () => (api.clock.now = new Date(api.clock.now.getTime() + 61_000));

/** The list as a verifier of its own reads it: signature by jose with a published key, bits by another's library. */
async function bitOf(badge: { credentialStatus: Record<string, string> }) {
  const { statusListCredential, statusListIndex } = badge.credentialStatus;
  const { body, headers } = await api.browser().send(new URL(statusListCredential!).pathname);
  expect(headers.get('content-type')).toBe('application/vc+jwt');
  const { keys } = (await api.browser().call(listKeys)).body;
  const { kid } = decodeProtectedHeader(body);
  const key = keys.find((one: JWK) => kid!.endsWith(`/${one.kid}`));
  const { payload } = await jwtVerify(body, await importJWK(key, 'EdDSA'));
  const list = payload as Record<string, any>;
  expect(list).toMatchObject({
    id: statusListCredential,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation' },
  });
  expect(Date.parse(list['validUntil'])).toBeGreaterThan(api.clock.now.getTime());
  const bits = await decodeList({ encodedList: list['credentialSubject'].encodedList });
  expect(bits.length).toBe(LIST_BITS);
  return bits.getStatus(Number(statusListIndex));
}

describe('status lists', () => {
  test('say of each credential whether it was taken back, to anybody', async () => {
    const [kept, taken] = [await confirmed(), await confirmed()];
    expect([await bitOf(kept.badge), await bitOf(taken.badge)]).toEqual([false, false]);
    const admin = api.browser();
    await signInStaff(api, admin, 'administrator', 1);
    await admin.call(revokeCredential, {
      params: { code: taken.code },
      body: { reason: 'issued-by-mistake', note: '' },
    });
    later();
    expect([await bitOf(kept.badge), await bitOf(taken.badge)]).toEqual([false, true]);
  });

  test('count what an erased person held as taken back', async () => {
    const { person, badge } = await confirmed();
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, person));
    later();
    expect(await bitOf(badge)).toBe(true);
  });

  test('give places by chance: no place twice, and none tells the order', async () => {
    const places: StatusPlace[] = [];
    for (let index = 0; index < 200; index++) places.push(await drawPlace(api.services));
    expect(new Set(places.map(({ list, slot }) => `${list}/${slot}`)).size).toBe(200);
    const rises = places.filter(({ slot }, index) => index > 0 && slot > places[index - 1]!.slot).length;
    expect(rises).toBeGreaterThan(60);
    expect(rises).toBeLessThan(140);
  });

  test('are followed by another when full', async () => {
    await api.database.pool.query(
      `INSERT INTO credentials.status_slots (list, slot) SELECT max(list), slot FROM credentials.status_lists, generate_series(0, ${LIST_BITS - 1}) AS slot GROUP BY slot ON CONFLICT DO NOTHING`,
    );
    const { rows } = await api.database.pool.query('SELECT max(list) AS list FROM credentials.status_lists');
    expect((await drawPlace(api.services)).list).toBe(rows[0].list + 1);
    const { status, body } = await api.browser().send('/api/credentials/status/999');
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'credentials/not-found' });
    expect((await api.browser().send('/api/credentials/status/x')).status).toBe(422);
  });

  test('set the bits that they say, the highest of a byte first', () => {
    const bits = bitsOf([0, 9, LIST_BITS - 1]);
    expect([bits[0], bits[1], bits.at(-1)]).toEqual([0x80, 0x40, 0x01]);
    expect([0, 1, 9, LIST_BITS - 1].map((slot) => isMarked(bits, slot))).toEqual([true, false, true, true]);
    expect(isMarked(bits, LIST_BITS)).toBeUndefined();
  });
});

describe('keys', () => {
  test('are published with the days between which they signed', async () => {
    const [before] = (await command('keys list')).map((line) => line.split('\t'));
    expect(before![1]).toBe('signing');
    later();
    await command('keys rotate');
    const states = (await command('keys list')).map((line) => line.split('\t').slice(0, 2));
    expect(states).toContainEqual([before![0], 'ended']);
    const { keys } = (await api.browser().call(listKeys)).body;
    const ended = keys.find((one: JWK) => one.kid === before![0]);
    expect(ended.exp - ended.nbf).toBeGreaterThanOrEqual(60);
    const { body: did } = await api.browser().call(getDid);
    expect(did.verificationMethod).toContainEqual({
      id: `${did.id}#${before![0]}`,
      type: 'Multikey',
      controller: did.id,
      publicKeyMultibase: expect.stringMatching(/^z6Mk\w{44}$/),
    });
  });

  test('that were withdrawn take what they signed with them; codes stay good and another key signs', async () => {
    later();
    const { jwt, code } = await confirmed();
    const [id] = (await command('keys list'))[0]!.split('\t');
    await command('keys withdraw', id!);
    const judge = async (one: string) =>
      (await api.browser().call(verifyDocument, { body: { jwt: one } })).body.verdict;
    expect(await judge(jwt)).toBe('key-withdrawn');
    expect((await api.browser().call(verifyCode, { params: { code } })).body.status).toBe('valid');
    later();
    expect(await judge((await confirmed()).jwt)).toBe('valid');
    const { body: did } = await api.browser().call(getDid);
    expect(did.assertionMethod.filter((one: string) => one.endsWith(id!))).toEqual([]);
    expect(did.verificationMethod).toContainEqual(
      expect.objectContaining({ id: `${did.id}#${id}`, revoked: expect.stringMatching(/Z$/) }),
    );
    await expect(command('keys withdraw', id!)).rejects.toThrow(/keys list/);
    await expect(command('keys withdraw', 'x')).rejects.toThrow(/keys list/);
  });
});
