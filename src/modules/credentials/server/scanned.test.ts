import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedJWK, FlattenedSign, flattenedVerify } from 'jose';
import jsQr from 'jsqr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { systemContext } from '#platform/http/context.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import {
  checkScanned,
  getQr,
  getVerifyPack,
  type CompactCheck,
  type SignedPack,
  type VerifyPack,
} from '../domain/contract-compact.ts';
import { revokeCredential } from '../domain/contract-documents.ts';
import { listMine } from '../domain/contract.ts';
import { textOf } from '../domain/compact.ts';
import { openPack, type KnownPack } from '../domain/signed-pack.ts';
import { credentials } from '../server.ts';
import { checkWithPack } from '../ui/offline/check-with-pack.ts';
import { verify } from '../ui/offline/verify-signature.ts';
import { readPdf } from './certificate/read-pdf.ts';
import { withdrawKey } from './keys.ts';
import { pass, signIn, useOutcomes } from './testing.ts';

const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    modules: [identity, organisations, framework, credentials],
    env: { PUBLIC_URL: 'http://localhost:3000' },
  });
  useOutcomes();
});
afterAll(() => api.close());

async function confirmed(name = 'Nguyễn Thị Hồng Nhung') {
  const phone = api.browser();
  const person = await signIn(api.services, phone, { name, consents: ['confirmation'] });
  await pass(api.services, person);
  await api.drain();
  const { id, code } = (await phone.call(listMine)).body.credentials[0];
  return { phone, person, id, code };
}

/** Modules of a QR code drawn as SVG, with the text that it holds as a camera reads it. */
function scan(svg: string): { modules: number; text: string } {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  const scale = 4;
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++)
        pixels.fill(
          0,
          ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * size * scale + Number(x) * scale + dx) * 4 + 3,
        );
  return { modules: size - 8, text: jsQr(pixels, size * scale, size * scale)!.data };
}

const qrOf = async ({ phone, id }: Awaited<ReturnType<typeof confirmed>>, name?: string) =>
  scan((await phone.call(getQr, { params: { id }, ...(name ? { query: { name } } : {}) })).body);
const bare = (address: string) => textOf(address, 'http://localhost:3000');
const online = async (address: string): Promise<CompactCheck> =>
  (await api.browser().call(checkScanned, { params: { text: bare(address) } })).body;
const later = (ms = 61_000) => (api.clock.now = new Date(api.clock.now.getTime() + ms));
const fetchPack = async (): Promise<SignedPack> => (await api.browser().call(getVerifyPack)).body;
const atNow = () => Math.floor(api.clock.now.getTime() / 1000);
const opened = async (signed: unknown, known?: KnownPack, at = atNow()) =>
  openPack(signed, known, at, verify);
const takePack = async (): Promise<VerifyPack> => {
  const kept = await opened(await fetchPack());
  return 'fault' in kept ? expect.fail(kept.fault) : kept.pack;
};
const offline = (address: string, pack: VerifyPack) =>
  checkWithPack(bare(address), pack, Math.floor(api.clock.now.getTime() / 1000));

describe('the QR code of a certificate', () => {
  test('has at most 57 modules, leads to this site and says what the paper says', async () => {
    const held = await confirmed();
    const { modules, text } = await qrOf(held);
    expect(modules).toBeLessThanOrEqual(57);
    expect(text).toMatch(/^HTTP:\/\/LOCALHOST:3000\/C\/[A-Z2-7]+$/);
    expect(await online(text)).toMatchObject({
      verdict: 'valid',
      offline: false,
      credential: {
        code: held.code,
        name: 'Nguyễn Thị Hồng Nhung',
        words: { group: { vi: expect.any(String) } },
      },
    });
  });

  test.each(['Công Tằng Tôn Nữ '.repeat(7).trim(), 'Ê̆ '.repeat(80).trim(), 'ꨌꩌ ꨚꩉ '.repeat(12).trim()])(
    'has room for the beginning of any name: %s',
    async (name) => {
      const { modules, text } = await qrOf(await confirmed(name));
      expect(modules).toBeLessThanOrEqual(57);
      const shown = (await online(text)).credential!.name!;
      expect(name.normalize('NFC').startsWith(shown.slice(0, -1))).toBe(true);
      expect(shown.endsWith('…')).toBe(true);
    },
  );

  test('holds initials only where the holder wants that', async () => {
    const { text } = await qrOf(await confirmed(), 'initials');
    expect((await online(text)).credential!.name).toBe('N. T. H. N.');
  });

  test('is the holder’s alone to ask for', async () => {
    const { id } = await confirmed();
    for (const browser of [api.browser()])
      expect(await browser.call(getQr, { params: { id } })).toMatchObject({ status: 404 });
    expect((await api.browser().call(getQr, { params: { id: 'x' } })).status).toBe(422);
  });

  test.runIf(hasPoppler)('is read from the printed certificate', async () => {
    const { person, id, code } = await confirmed();
    const actor = {
      kind: 'person',
      ...person,
      sessionId: '',
      anonymous: false,
      grants: [],
      strongSince: undefined,
    } as const;
    const pdf = await readPdf({ ...systemContext(api.services, 'test'), actor } as never, id, 'full');
    const folder = mkdtempSync(join(tmpdir(), 'printed-'));
    writeFileSync(join(folder, 'one.pdf'), Buffer.from(await pdf.arrayBuffer()));
    spawnSync('pdftoppm', ['-r', '200', '-gray', join(folder, 'one.pdf'), join(folder, 'page')]);
    const pgm = readFileSync(join(folder, 'page-1.pgm'));
    const [, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/
      .exec(pgm.subarray(0, 40).toString('latin1'))!
      .map(Number);
    const grey = pgm.subarray(pgm.length - width! * height!);
    const pixels = new Uint8ClampedArray(grey.length * 4);
    grey.forEach((value, at) => pixels.set([value, value, value, 255], at * 4));
    const found = jsQr(pixels, width!, height!);
    expect((await online(found!.data)).credential?.code).toBe(code);
  });
});

describe('a scanned certificate', () => {
  test('is checked without a network by what was taken along, as of when that was', async () => {
    const { text } = await qrOf(await confirmed());
    const fresh = await takePack();
    later();
    const pack = await takePack();
    expect(await offline(text, pack)).toMatchObject({
      verdict: 'valid',
      statusKnown: true,
      offline: true,
      asOf: pack.asOf,
      credential: { name: 'Nguyễn Thị Hồng Nhung', words: { subject: { vi: expect.any(String) } } },
    });
    expect(JSON.stringify(pack)).not.toContain('Nhung');
    const { text: newer } = await qrOf(await confirmed());
    later();
    const { text: afterwards } = await qrOf(await confirmed());
    for (const one of [newer, afterwards])
      expect(await offline(one, fresh)).toMatchObject({ verdict: 'valid', statusKnown: false });
    expect(await offline(text, { ...pack, lists: {} })).toMatchObject({ statusKnown: false });
    expect(await offline(text, { ...pack, keys: [] })).toMatchObject({
      verdict: 'wrong-key',
      credential: null,
    });
  });

  test('that was taken back is refused online at once, and without a network from the next pack on', async () => {
    const held = await confirmed();
    const { text } = await qrOf(held);
    later();
    const before = await takePack();
    const admin = api.browser();
    await signInStaff(api, admin, 'administrator', 1);
    await admin.call(revokeCredential, {
      params: { code: held.code },
      body: { reason: 'issued-by-mistake', note: '' },
    });
    expect((await online(text)).verdict).toBe('revoked');
    expect((await offline(text, before)).verdict).toBe('valid');
    later();
    expect((await offline(text, await takePack())).verdict).toBe('revoked');
  });

  test('of an erased person is unknown, and without a network no longer good', async () => {
    const held = await confirmed();
    const { text } = await qrOf(held);
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, held.person));
    expect(await online(text)).toMatchObject({ verdict: 'unknown', credential: null });
    later();
    expect((await offline(text, await takePack())).verdict).toBe('revoked');
  });

  test('of before status lists gets its place when it is printed, revoked or not', async () => {
    const [good, bad] = [await confirmed(), await confirmed()];
    await api.database.pool.query(
      'UPDATE credentials.credentials SET status_list = NULL, status_slot = NULL',
    );
    await api.database.pool.query(
      `UPDATE credentials.credentials SET revoked_at = now(), revoked_reason = 'wrong-person' WHERE id = $1`,
      [bad.id],
    );
    const texts = [(await qrOf(good)).text, (await qrOf(bad)).text];
    later();
    const pack = await takePack();
    expect((await offline(texts[0]!, pack)).verdict).toBe('valid');
    expect((await offline(texts[1]!, pack)).verdict).toBe('revoked');
    expect((await online(texts[1]!)).verdict).toBe('revoked');
  });

  test('signed by a withdrawn key is refused, and good again when it is printed anew', async () => {
    const held = await confirmed();
    const { text } = await qrOf(held);
    const { keys } = await takePack();
    later();
    for (const key of keys.filter((one) => one.until === undefined)) await withdrawKey(api.services, key.id);
    later();
    expect((await online(text)).verdict).toBe('key-withdrawn');
    expect((await offline(text, await takePack())).verdict).toBe('key-withdrawn');
    expect((await online((await qrOf(held)).text)).verdict).toBe('valid');
  });

  test.each(['x', 'A'.repeat(200), '%00', '<script>', 'K7QM-3XWD-9HTB'])('is malformed: %s', async (text) =>
    expect((await api.browser().call(checkScanned, { params: { text } })).body.verdict).toBe('malformed'),
  );
});

describe('what is taken along for checking', () => {
  test('is a JWS that an independent library accepts, good for weeks and no longer', async () => {
    const signed = await fetchPack();
    const { payload, protectedHeader } = await flattenedVerify(signed, EmbeddedJWK);
    expect(protectedHeader?.alg).toBe('EdDSA');
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(await takePack());
    const day = 86_400;
    expect(await opened(signed, undefined, atNow() + 44 * day)).toMatchObject({ pack: {} });
    expect(await opened(signed, undefined, atNow() + 46 * day)).toEqual({ fault: 'expired' });
  });

  test('is refused with any sign of it changed, by another key, or older than what is held', async () => {
    const signed = await fetchPack();
    for (const part of ['protected', 'payload', 'signature'] as const)
      for (let at = 0; at < signed[part].length; at += part === 'payload' ? 41 : 1) {
        const sign = signed[part][at] === 'A' ? 'Q' : 'A';
        const changed = signed[part].slice(0, at) + sign + signed[part].slice(at + 1);
        // The last sign of base64url may hold bits that mean nothing: then it is the same document.
        if (Buffer.from(changed, 'base64url').equals(Buffer.from(signed[part], 'base64url'))) continue;
        expect(await opened({ ...signed, [part]: changed }), `${part} ${at}`).toEqual({ fault: 'tampered' });
      }
    for (const hostile of [null, [], 'x', {}, { ...signed, payload: 7 }, { ...signed, protected: 'e30' }])
      expect(await opened(hostile)).toEqual({ fault: 'tampered' });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { kty, crv, x } = publicKey.export({ format: 'jwk' }) as Record<string, string>;
    const forged = await new FlattenedSign(Buffer.from(signed.payload, 'base64url'))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'bdhvs-pack+json', jwk: { kty: kty!, crv: crv!, x: x! } })
      .sign(privateKey);
    const first = await opened(signed);
    if ('fault' in first) return expect.fail(first.fault);
    expect(await opened(forged, { key: first.key })).toEqual({ fault: 'other-key' });
    later();
    const newer = await opened(await fetchPack(), { key: first.key, asOf: first.pack.asOf });
    if ('fault' in newer) return expect.fail(newer.fault);
    expect(await opened(signed, { key: first.key, asOf: newer.pack.asOf })).toEqual({ fault: 'older' });
  });
});
