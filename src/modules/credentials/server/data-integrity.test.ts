import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import jsonld from 'jsonld';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { verifyDocument } from '../domain/contract-documents.ts';
import { getDocument, listMine } from '../domain/contract.ts';
import { credentials } from '../server.ts';
import { offlineLoader } from './data-integrity.ts';
import { rotateKey, withdrawKey } from './keys.ts';
import { pass, signIn, useOutcomes } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

async function exported() {
  const phone = api.browser();
  const person = await signIn(api.services, phone, { name: 'Lê Thị Hoa', consents: ['confirmation'] });
  await pass(api.services, person);
  await api.drain();
  const { id } = (await phone.call(listMine)).body.credentials[0];
  const ask = async () =>
    JSON.parse((await phone.call(getDocument, { params: { id }, query: { as: 'json' } })).body) as Record<
      string,
      any
    >;
  return { person, ask, document: await ask() };
}
const judge = async (document: unknown) =>
  (await api.browser().call(verifyDocument, { body: { jwt: JSON.stringify(document) } })).body;
const later = () => (api.clock.now = new Date(api.clock.now.getTime() + 61_000));

/** vc-di-eddsa §3.2: hash of the canonical proof options, then of the canonical document; node:crypto checks the rest. */
async function isProven(document: Record<string, any>): Promise<boolean> {
  const { proof, ...content } = document;
  const { proofValue, ...options } = proof;
  const canonical = async (one: object) =>
    createHash('sha256')
      .update(
        await jsonld.canonize(one, {
          algorithm: 'RDFC-1.0',
          format: 'application/n-quads',
          documentLoader: offlineLoader(),
          safe: true,
        }),
      )
      .digest();
  const hashes = [
    await canonical({ '@context': document['@context'], ...options }),
    await canonical(content),
  ];
  const { body: did } = await api.browser().send('/api/credentials/did');
  const keyId = proof.verificationMethod.split('#')[1];
  const jwk = did.verificationMethod.find((one: any) => one.publicKeyJwk?.kid === keyId).publicKeyJwk;
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verifyBytes(null, Buffer.concat(hashes), key, fromBase58(proofValue.slice(1)));
}

/** Base58 as Bitcoin writes it; not by the library that wrote it. */
function fromBase58(text: string): Buffer {
  const signs = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = 0n;
  for (const sign of text) value = value * 58n + BigInt(signs.indexOf(sign));
  return Buffer.from(value.toString(16).padStart(128, '0'), 'hex');
}

describe('a credential with a Data Integrity proof', () => {
  test('is verified by canonical RDF and node:crypto, with the published key and no network', async () => {
    const { document } = await exported();
    expect(document['proof']).toMatchObject({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
      verificationMethod: expect.stringMatching(/^did:web:localhost%3A3000#[\w-]{43}$/),
    });
    expect(await isProven(document)).toBe(true);
    expect(await isProven({ ...document, name: 'Tiến sĩ' })).toBe(false);
    expect(JSON.stringify(document)).not.toContain('Hoa');
  });

  test('names its bit, which another library reads from the list', async () => {
    const { document } = await exported();
    const list = document['credentialStatus'].statusListCredential;
    const { body } = await api.browser().send(new URL(list).pathname);
    const { iss: _, ...credential } = decodeJwt(body);
    const found = await checkStatus({
      credential: document,
      documentLoader: offlineLoader(new Map([[list, { ...credential, issuer: document['issuer'].id }]])),
      verifyBitstringStatusListCredential: false,
      verifyMatchingIssuers: false,
    });
    expect(found).toMatchObject({ verified: true });
  });

  test('is checked here, and any change of it told', { timeout: 30_000 }, async () => {
    const { document } = await exported();
    expect(await judge(document)).toMatchObject({ verdict: 'valid', verification: { status: 'valid' } });
    const { proof, ...content } = document;
    const bad: [string, unknown][] = [
      ['tampered', { ...document, name: 'Tiến sĩ' }],
      ['tampered', { ...document, extra: 'x' }],
      ['tampered', { ...document, '@context': [...document['@context'], { name: 'https://evil.example/' }] }],
      ['tampered', { ...document, proof: { ...proof, created: '2020-01-01T00:00:00Z' } }],
      ['tampered', { ...document, proof: { ...proof, proofValue: `z${proof.proofValue.slice(2)}1` } }],
      ['malformed', content],
      ['malformed', { ...document, proof: { ...proof, cryptosuite: 'none' } }],
      ['malformed', { ...document, proof: [proof] }],
      ['wrong-issuer', { ...document, issuer: { ...document['issuer'], id: 'did:web:evil.example' } }],
      ['wrong-key', { ...document, proof: { ...proof, verificationMethod: 'did:web:evil.example#1' } }],
      [
        'unknown',
        {
          ...document,
          credentialSubject: { ...document['credentialSubject'], licenseNumber: 'K7QM-3XWD-9HTB' },
        },
      ],
    ];
    for (const [verdict, one] of bad) expect((await judge(one)).verdict, JSON.stringify(one)).toBe(verdict);
    for (const text of ['{', '{}', '{"a":'.repeat(2000)])
      expect((await api.browser().call(verifyDocument, { body: { jwt: text } })).body.verdict).toBe(
        'malformed',
      );
  });

  test('stays good when keys change; one of a withdrawn key is refused until it is exported anew', async () => {
    const { ask, document, person } = await exported();
    later();
    await rotateKey(api.services);
    later();
    expect((await judge(document)).verdict).toBe('valid');
    const renewed = await ask();
    expect(renewed['proof'].verificationMethod).not.toBe(document['proof'].verificationMethod);
    expect((await judge(renewed)).verdict).toBe('valid');
    await withdrawKey(api.services, document['proof'].verificationMethod.split('#')[1]);
    expect((await judge(document)).verdict).toBe('key-withdrawn');
    expect((await judge(renewed)).verdict).toBe('valid');
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, person));
    expect((await judge(renewed)).verdict).toBe('unknown');
  });

  test('of before status lists is exported with a place in them', async () => {
    const { ask } = await exported();
    await api.database.pool.query(
      'UPDATE credentials.credentials SET status_list = NULL, status_slot = NULL',
    );
    const again = await ask();
    expect(again['credentialStatus'].type).toBe('BitstringStatusListEntry');
    expect((await judge(again)).verdict).toBe('valid');
  });

  test('asks no address that does not come with the program', async () => {
    await expect(offlineLoader()('https://evil.example/context.json')).rejects.toThrow(/unable to load/);
  });
});
