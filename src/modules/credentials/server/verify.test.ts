import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { SignJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { systemContext } from '#platform/http/context.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import {
  getDid,
  getKey,
  listKeys,
  listRevocations,
  revokeCredential,
  verifyDocument,
} from '../domain/contract-documents.ts';
import { getDocument, listMine, verifyCode } from '../domain/contract.ts';
import { credentials } from '../server.ts';
import { verifyDocument as verifyNow } from './verify-document.ts';
import { consent, pass, signIn, useOutcomes } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

/** Xã of Nghệ An; its province and another one. */
const HOME = 117329;

async function confirmed(name = 'Nguyễn Thị Lan', homeUnitId: number | undefined = undefined) {
  const phone = api.browser();
  const person = await signIn(api.services, phone, {
    name,
    consents: ['confirmation'],
    ...(homeUnitId ? { homeUnitId } : {}),
  });
  await pass(api.services, person);
  await api.drain();
  const { id, code } = (await phone.call(listMine)).body.credentials[0];
  const jwt: string = (await phone.call(getDocument, { params: { id } })).body;
  return { phone, person, id, code, jwt };
}
const judge = async (jwt: string, browser: TestBrowser = api.browser()) =>
  (await browser.call(verifyDocument, { body: { jwt } })).body;
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

describe('the signed document', () => {
  test('is verified by node:crypto with the key that its kid leads to', async () => {
    const { jwt } = await confirmed();
    const [header, payload, signature] = jwt.split('.') as [string, string, string];
    const { kid, alg, typ } = decode(header);
    expect({ alg, typ }).toEqual({ alg: 'EdDSA', typ: 'JWT' });
    const { body: jwk } = await api.browser().send(new URL(kid).pathname);
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verifySignature(null, signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(jwk.d).toBeUndefined();
  });

  // Required lists: 1EdTech openbadges-specification, ob_v3p0/common_credentials.lines (classes with cardinality 1),
  // and the claims of §8.2.4 "JWT Payload Format" in ob_v3p0/microsites/spec/integrity.md.
  test('has all that Open Badges 3.0 requires, and its claims equal its properties', async () => {
    const { jwt } = await confirmed();
    const badge = decode(jwt.split('.')[1]!);
    expect(badge['@context'].slice(0, 2)).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      expect.stringMatching(/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context-3\.0\.\d\.json$/),
    ]);
    for (const name of ['id', 'type', 'name', 'issuer', 'validFrom', 'credentialSubject'])
      expect(badge).toHaveProperty(name);
    expect(badge.type).toEqual(expect.arrayContaining(['VerifiableCredential', 'OpenBadgeCredential']));
    expect(badge.issuer).toMatchObject({ id: expect.stringMatching(/^did:web:/), type: ['Profile'] });
    const subject = badge.credentialSubject;
    expect(subject.type).toContain('AchievementSubject');
    for (const name of ['id', 'type', 'name', 'description', 'criteria'])
      expect(subject.achievement).toHaveProperty(name);
    for (const one of subject.achievement.alignment)
      expect(one).toMatchObject({
        type: ['Alignment'],
        targetName: expect.any(String),
        targetUrl: expect.stringMatching(/^http/),
      });
    for (const one of subject.achievement.resultDescription)
      expect(one).toMatchObject({
        id: expect.any(String),
        name: expect.any(String),
        resultType: 'PerformanceLevel',
      });
    const described = subject.achievement.resultDescription.map((one: { id: string }) => one.id);
    for (const one of subject.result) expect(described).toContain(one.resultDescription);
    for (const one of subject.identifier)
      expect(one).toMatchObject({ type: 'IdentityObject', hashed: true, identityType: 'name' });
    expect(badge).toMatchObject({ iss: badge.issuer.id, jti: badge.id, sub: subject.id });
    expect(badge.nbf * 1000).toBe(Date.parse(badge.validFrom));
  });

  test('holds no name, no birth date and nothing of the person’s id', async () => {
    const { jwt, person } = await confirmed('Trương Thị Khánh Ngọc');
    const text = Buffer.from(jwt.split('.')[1]!, 'base64url').toString('utf8');
    for (const secret of ['Trương', 'Khánh', '1960', person.personId]) expect(text).not.toContain(secret);
  });

  test('is valid, and any change of any sign of it is not', { timeout: 90_000 }, async () => {
    const { jwt } = await confirmed();
    expect(await judge(jwt)).toMatchObject({ verdict: 'valid', verification: { status: 'valid' } });
    const context = systemContext(api.services, 'test');
    for (let at = 0; at < jwt.length; at++) {
      if (jwt[at] === '.') continue;
      const changed = jwt.slice(0, at) + (jwt[at] === 'A' ? 'B' : 'A') + jwt.slice(at + 1);
      const { verdict } = await verifyNow(context, changed);
      if (verdict === 'valid' || verdict === 'revoked') expect.fail(`sign ${at} may be changed`);
    }
  });

  test('tells apart what is wrong with it', async () => {
    api.clock.now = new Date(api.clock.now.getTime() + 120_000);
    const { jwt } = await confirmed();
    const [header, payload, signature] = jwt.split('.') as [string, string, string];
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect((await judge('không phải')).verdict).toBe('malformed');
    expect((await judge(`${header}.${payload}`)).verdict).toBe('malformed');
    expect((await judge(`${encode({ alg: 'none' })}.${payload}.`)).verdict).toBe('malformed');
    expect(
      (await judge(`${encode({ ...decode(header), alg: 'HS256' })}.${payload}.${signature}`)).verdict,
    ).toBe('malformed');
    const other = { ...decode(payload), name: 'Tiến sĩ' };
    expect((await judge(`${header}.${encode(other)}.${signature}`)).verdict).toBe('tampered');
    const stranger = { ...decode(payload), iss: 'did:web:evil.example' };
    expect((await judge(`${header}.${encode(stranger)}.${signature}`)).verdict).toBe('wrong-issuer');
    const { privateKey } = await generateKeyPair('EdDSA');
    const forge = (kid: string) =>
      new SignJWT(decode(payload)).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' }).sign(privateKey);
    expect((await judge(await forge(decode(header).kid))).verdict).toBe('tampered');
    expect((await judge(await forge('https://evil.example/keys/1'))).verdict).toBe('wrong-key');
    expect((await api.browser().call(verifyDocument, { body: { jwt: 'x'.repeat(40_000) } })).status).toBe(
      422,
    );
  });

  test('stays valid when keys change; a key that ended signs nothing new', async () => {
    api.clock.now = new Date(api.clock.now.getTime() + 120_000);
    const before = await confirmed();
    const { body: old } = await api.browser().call(listKeys);
    const printed: string[] = [];
    await credentials.commands!['keys rotate']!.run(api.services, {
      arguments: [],
      options: {},
      say: () => {},
      print: (line) => printed.push(line),
    });
    const { body: keys } = await api.browser().call(listKeys);
    expect(JSON.stringify(keys.keys)).toContain(printed[0]);
    const noted = await api.database.pool.query(
      `SELECT detail FROM identity.audit WHERE action = 'credentials.rotate-key'`,
    );
    expect(noted.rows).toEqual([{ detail: { key: printed[0] } }]);
    expect(keys.keys).toHaveLength(old.keys.length + 1);
    api.clock.now = new Date(api.clock.now.getTime() + 60_000);
    const after = await confirmed();
    expect(decode(after.jwt.split('.')[0]!).kid).not.toBe(decode(before.jwt.split('.')[0]!).kid);
    expect((await judge(before.jwt)).verdict).toBe('valid');
    expect((await judge(after.jwt)).verdict).toBe('valid');
    await api.database.pool.query(
      `UPDATE credentials.issuer_keys SET valid_to = now() - interval '1 year' WHERE valid_to IS NOT NULL`,
    );
    expect((await judge(before.jwt)).verdict).toBe('key-expired');
    const { body: did } = await api.browser().call(getDid);
    expect(did.assertionMethod).toHaveLength(2 * keys.keys.length);
    expect((await api.browser().call(getKey, { params: { id: 'x'.repeat(43) } })).status).toBe(404);
  });
});

describe('a code', () => {
  const look = async (code: string, browser = api.browser()) =>
    browser.call(verifyCode, { params: { code } });

  test('shows initials until its holder lets her name be seen, and again after she takes that back', async () => {
    api.clock.now = new Date(api.clock.now.getTime() + 120_000);
    const { person, code, jwt } = await confirmed('Lê Thị Hoa');
    const { body } = await look(code.toLowerCase().replaceAll('-', ''));
    expect(body).toMatchObject({ status: 'valid', code, mayRevoke: false });
    expect(body.credential).toMatchObject({ holder: 'L. T. H.', nameShown: false, revokedOn: null });
    expect(JSON.stringify(body)).not.toMatch(/Hoa|1960/);
    expect(JSON.stringify(await judge(jwt))).not.toContain('Hoa');
    await consent(api.services, person, 'public-verification-name', true);
    expect((await look(code)).body.credential).toMatchObject({ holder: 'Lê Thị Hoa', nameShown: true });
    api.clock.now = new Date(api.clock.now.getTime() + 1000);
    await consent(api.services, person, 'public-verification-name', false);
    expect((await look(code)).body.credential.holder).toBe('L. T. H.');
  });

  test.each(['K7QM-3XWD-9HTB', 'xyz', "' OR 1=1 --"])('that was never given is unknown: %s', async (code) =>
    expect(await look(code)).toMatchObject({ status: 200, body: { status: 'unknown', credential: null } }),
  );

  test('of a person who was erased is unknown, and so is her document', async () => {
    const { person, code, jwt } = await confirmed();
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, person));
    expect((await look(code)).body).toMatchObject({ status: 'unknown', credential: null });
    expect((await judge(jwt)).verdict).toBe('unknown');
  });

  test('cannot be tried at will', async () => {
    const browser = api.browser();
    const statuses = [];
    for (let guess = 0; guess < 35; guess++) statuses.push((await look('K7QM-3XWD-9HTB', browser)).status);
    expect(statuses).toContain(429);
    api.clock.now = new Date(api.clock.now.getTime() + 120_000);
  });
});

describe('revoking', () => {
  const revoke = (browser: TestBrowser, code: string, reason = 'test-irregular', note = '') =>
    browser.call(revokeCredential, { params: { code }, body: { reason, note } });

  test('needs the right role over the holder’s home; others see nothing there', async () => {
    const { phone, code } = await confirmed('Hồ Thị Nga', HOME);
    const tree = await (await import('#modules/organisations/server.ts')).treeOf(api.services.db);
    const province = tree.ancestorOfKind(HOME, 'province')!;
    const elsewhere = tree.descendants(1, 'province').find((one) => one.id !== province.id)!;
    expect(await revoke(api.browser(), code)).toMatchObject({ status: 401 });
    expect(await revoke(phone, code)).toMatchObject({ status: 404 });
    for (const [role, unit] of [
      ['clerk', HOME],
      ['assessment-officer', elsewhere.id],
    ] as const) {
      const desk = api.browser();
      await signInStaff(api, desk, role, unit);
      expect(await revoke(desk, code)).toMatchObject({
        status: 404,
        body: { code: 'credentials/not-found' },
      });
    }
    const officer = api.browser();
    await signInStaff(api, officer, 'assessment-officer', province.id);
    expect((await officer.call(verifyCode, { params: { code } })).body.mayRevoke).toBe(true);
    expect(await revoke(officer, code, 'because')).toMatchObject({ status: 422 });
    expect(await revoke(officer, code, 'test-irregular', 'x'.repeat(501))).toMatchObject({ status: 422 });
    expect(await revoke(officer, 'abc')).toMatchObject({
      status: 422,
      body: { code: 'credentials/code-malformed' },
    });
    expect(await revoke(officer, code, 'test-irregular', 'Biên bản 12')).toMatchObject({
      status: 200,
      body: { status: 'revoked', credential: { revokedReason: 'test-irregular' }, mayRevoke: false },
    });
    expect(await revoke(officer, code)).toMatchObject({ status: 409 });
  });

  test('is seen by everybody, in the document’s verdict and in the list for other verifiers', async () => {
    const { id, code, jwt, person } = await confirmed();
    const admin = api.browser();
    await signInStaff(api, admin, 'administrator', 1);
    await revoke(admin, code, 'issued-by-mistake', 'ghi chú nội bộ');
    const { body } = await api.browser().call(verifyCode, { params: { code } });
    expect(body).toMatchObject({ status: 'revoked', credential: { revokedReason: 'issued-by-mistake' } });
    expect(JSON.stringify(body)).not.toContain('nội bộ');
    expect((await judge(jwt)).verdict).toBe('revoked');
    const list = (await api.browser().call(listRevocations)).body.revokedCredential;
    expect(list).toContainEqual(expect.objectContaining({ id: `urn:uuid:${id}`, revoked: true }));
    const { rows } = await api.database.pool.query(
      `SELECT payload FROM platform.outbox WHERE name = 'credentials.revoked' AND payload->>'credentialId' = $1`,
      [id],
    );
    expect(rows).toEqual([{ payload: { personId: person.personId, credentialId: id } }]);
  });
});
