// What a holder picks is what a verifier sees: by link, by file, with a network and without, and nothing else.
import { createHash } from 'node:crypto';
import { verifySDJWT } from '@meeco/sd-jwt';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import { getVerifyPack } from '../../domain/contract-compact.ts';
import { revokeCredential, verifyDocument } from '../../domain/contract-documents.ts';
import * as sharing from '../../domain/contract-sharing.ts';
import { listMine } from '../../domain/contract.ts';
import { openPack } from '../../domain/signed-pack.ts';
import { credentials } from '../../server.ts';
import { checkSharedWithPack } from '../../ui/offline/check-shared.ts';
import { verify } from '../../ui/offline/verify-signature.ts';
import { publicKeys } from '../keys.ts';
import { pass, signIn, useOutcomes } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

async function holder() {
  const phone = api.browser();
  const person = await signIn(api.services, phone, { name: 'Nguyễn Thị Lan', consents: ['confirmation'] });
  await pass(api.services, person);
  await api.drain();
  const { id, code } = (await phone.call(listMine)).body.credentials[0];
  return { phone, person, id: id as string, code: code as string };
}
type Held = Awaited<ReturnType<typeof holder>>;
const share = ({ phone, id }: Held, fields: readonly sharing.ShareField[], days = 7, shareId = newUuid()) =>
  phone.call(sharing.makeShare, { params: { id }, body: { id: shareId, fields: [...fields], days } });
const fileOf = async ({ phone, id }: Held, shareId: string): Promise<string> =>
  (await phone.call(sharing.getPresentation, { params: { id, share: shareId } })).body;
const open = async (link: string): Promise<sharing.SharedView> =>
  (await api.browser().call(sharing.readShared, { params: { token: link.split('/').at(-1)! } })).body;
const present = async (jwt: string) => (await api.browser().call(verifyDocument, { body: { jwt } })).body;
const atNow = () => Math.floor(api.clock.now.getTime() / 1000);
async function offline(file: string) {
  const opened = await openPack((await api.browser().call(getVerifyPack)).body, undefined, atNow(), verify);
  if ('fault' in opened) return expect.fail(opened.fault);
  return checkSharedWithPack(file, opened.pack, atNow());
}

describe('a share', () => {
  test('shows by its link what was picked and nothing else, until it is withdrawn or over', async () => {
    const held = await holder();
    const { body: first } = await share(held, ['initials', 'issued']);
    expect(await open(first.link)).toMatchObject({
      status: 'valid',
      shown: { holder: 'N. T. L.', nameShown: false, group: null, results: [], code: null, place: null },
    });
    const { body: whole } = await share(held, ['name', 'results', 'group', 'code'], 30);
    expect((await open(whole.link)).shown).toMatchObject({
      holder: 'Nguyễn Thị Lan',
      code: held.code,
      issuedOn: null,
      results: Array.from({ length: 6 }, () => ({ words: { vi: expect.any(String) } })),
    });
    const { body: list } = await held.phone.call(sharing.listShares, { params: { id: held.id } });
    expect(list.shares.map((one: sharing.Share) => one.opened)).toEqual([1, 1]);
    await held.phone.call(sharing.withdrawShare, { params: { id: held.id, share: whole.id }, body: {} });
    expect(await open(whole.link)).toEqual({ status: 'unknown', shown: null });
    api.clock.now = new Date(api.clock.now.getTime() + 8 * 86_400_000);
    expect(await open(first.link)).toEqual({ status: 'unknown', shown: null });
  });

  test('is the holder’s alone: made once, read and withdrawn by nobody else, gone when she is erased', async () => {
    const [held, other] = [await holder(), await holder()];
    const id = newUuid();
    const { body: one } = await share(held, ['name'], 7, id);
    expect((await share(held, ['results'], 30, id)).body).toEqual(one);
    const stranger = { params: { id: held.id, share: id }, body: {} };
    for (const browser of [other.phone, api.browser()] as TestBrowser[])
      expect((await browser.call(sharing.withdrawShare, stranger)).status).toBe(404);
    expect((await other.phone.call(sharing.getPresentation, { params: stranger.params })).status).toBe(404);
    const both = await share(held, ['name', 'initials']);
    expect(both.status).toBe(422);
    expect((await share(held, ['name'], 0)).status).toBe(422);
    const file = await fileOf(held, id);
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, held.person));
    expect(await open(one.link)).toEqual({ status: 'unknown', shown: null });
    expect((await present(file)).verdict).toBe('unknown');
  });
});

describe('a presentation', () => {
  test('is read by an independent library, which finds what was picked and nothing else', async () => {
    const held = await holder();
    const file = await fileOf(held, (await share(held, ['initials', 'evidence'])).body.id);
    const keys = await publicKeys(api.services);
    const checked = await verifySDJWT(
      file,
      async (jwt) => {
        const key = await importJWK(keys.find((one) => !one.validTo)!.publicJwk, 'EdDSA');
        return (await compactVerify(jwt as string, key)) !== undefined;
      },
      async () => (data) => createHash('sha256').update(data).digest('base64url'),
    );
    const claims = checked as unknown as Record<string, unknown>;
    expect(claims['initials']).toBe('N. T. L.');
    expect(claims['evidence']).toMatchObject({ vi: expect.any(String) });
    for (const hidden of ['name', 'group', 'results', 'code', 'place', 'issued_on'])
      expect(claims[hidden], hidden).toBeUndefined();
    // Nothing of the rest can be read from the bytes either.
    const bytes = file.split(/[.~]/).map((part) => Buffer.from(part, 'base64url').toString('utf8'));
    expect(bytes.join(' ')).not.toContain('Nguyễn');
    expect(bytes.join(' ')).not.toContain(held.code);
  });

  test('is checked with a network and without, and says as much and no more', async () => {
    const held = await holder();
    const { body: made } = await share(held, ['name', 'results']);
    const file = await fileOf(held, made.id);
    const online = await present(file);
    expect(online).toMatchObject({ verdict: 'valid', shown: { holder: 'Nguyễn Thị Lan', group: null } });
    expect(await offline(file)).toMatchObject({ verdict: 'valid', shown: online.shown, statusKnown: true });
    await held.phone.call(sharing.withdrawShare, { params: { id: held.id, share: made.id }, body: {} });
    expect(await present(file)).toMatchObject({ verdict: 'share-over', shown: null });
    expect(
      await held.phone.call(sharing.getPresentation, { params: { id: held.id, share: made.id } }),
    ).toMatchObject({ status: 410 });
    const { body: short } = await share(held, ['name'], 1);
    const brief = await fileOf(held, short.id);
    const admin = api.browser();
    await signInStaff(api, admin, 'administrator', 1);
    await admin.call(revokeCredential, {
      params: { code: held.code },
      body: { reason: 'issued-by-mistake', note: '' },
    });
    api.clock.now = new Date(api.clock.now.getTime() + 61_000);
    expect((await present(brief)).verdict).toBe('revoked');
    expect((await offline(brief)).verdict).toBe('revoked');
    api.clock.now = new Date(api.clock.now.getTime() + 86_400_000);
    expect((await present(brief)).verdict).toBe('share-over');
    expect((await offline(brief)).verdict).toBe('share-over');
  });

  test('is worth nothing with any sign changed, a part added, doubled or taken from another', async () => {
    const held = await holder();
    const file = await fileOf(held, (await share(held, ['initials', 'issued'])).body.id);
    const other = await fileOf(held, (await share(held, ['name'])).body.id);
    const good = await offline(file);
    expect(good.verdict).toBe('valid');
    const known = {
      pack: await openPack((await api.browser().call(getVerifyPack)).body, undefined, atNow(), verify),
    };
    if ('fault' in known.pack) return expect.fail(known.pack.fault);
    const { pack } = known.pack;
    const check = async (text: string) => (await checkSharedWithPack(text, pack, atNow())).verdict;
    const [jwt, ...parts] = file.split('~');
    const foreign = other.split('~')[1]!;
    const forged = Buffer.from(JSON.stringify(['c2FsdA', 'name', 'Người Khác'])).toString('base64url');
    for (const hostile of [
      `${jwt}~${parts[0]}~${parts[0]}~`,
      `${jwt}~${foreign}~`,
      `${jwt}~${forged}~`,
      `${jwt}~~`,
      `${file}~`,
      `${jwt}~${parts[0]}=~`,
      file.slice(0, -1),
      `${file}e30.e30.AA`,
      'a.b.c~',
      '~',
    ])
      expect(await check(hostile), hostile.slice(-60)).not.toBe('valid');
    for (let at = 0; at < file.length; at++) {
      if (file[at] === '~' || file[at] === '.') continue;
      const changed = file.slice(0, at) + (file[at] === 'A' ? 'B' : 'A') + file.slice(at + 1);
      expect(await check(changed), `sign ${at}`).not.toBe('valid');
    }
    expect((await present(`${jwt}~${forged}~`)).verdict).toBe('tampered');
  });
});
