import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, importPKCS8, SignJWT, type CryptoKey } from 'jose';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publish } from '#modules/movement/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { systemContext } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { TestApi } from '../../../server/testing.ts';
import { consent, tell } from '../../credentials/server/testing.ts';
import { getOAuthMetadata, requestToken } from '../domain/oauth-contract.ts';
import { pullConfirmations, pullFigures, pullResults, type Feed } from '../domain/pull-contract.ts';
import { scopes } from '../domain/scopes.ts';
import { catchUp } from './past.ts';
import { removeReceiver, rotateSecret, type NewReceiver } from './receivers.ts';
import { COMMUNE, receiverAt, register, startInterop } from './testing.ts';

let place: Awaited<ReturnType<typeof startInterop>>;
let api: TestApi;
beforeAll(async () => {
  place = await startInterop();
  api = place.api;
});
afterAll(() => place.close());
beforeEach(() => place.clear());

const operator = () => ({ ...api.services, actor: { kind: 'nobody' } }) as const;
const client = (other: Partial<NewReceiver> = {}) =>
  register(
    api.services,
    receiverAt('', { way: 'pull', address: null, scopes: [...scopes], fields: ['name'], ...other }),
  );

/** Others' OAuth client, over the interface of the product. */
async function discover(id: string, auth: oauth.ClientAuth) {
  const fetcher = async (url: string, init: oauth.CustomFetchOptions) => {
    const { pathname } = new URL(url);
    const path = pathname.startsWith('/.well-known/') ? getOAuthMetadata.path : pathname;
    const reply = await api.browser().send(path, init as RequestInit);
    return new Response(reply.bytes, { status: reply.status, headers: reply.headers });
  };
  return oauth.discovery(new URL('http://localhost:3000'), id, undefined, auth, {
    algorithm: 'oauth2',
    execute: [oauth.allowInsecureRequests],
    [oauth.customFetch]: fetcher,
  });
}
async function tokenFor(id: string, auth: oauth.ClientAuth, scope?: string) {
  const given = await oauth.clientCredentialsGrant(await discover(id, auth), scope ? { scope } : {});
  return given.access_token;
}
const bySecret = async (one: { id: string; secret: string }, scope?: string) =>
  tokenFor(one.id, oauth.ClientSecretBasic(one.secret), scope);

/** A request as curl makes it. */
const ask = (path: string, token: string | undefined, query: Record<string, string> = {}) =>
  api
    .browser()
    .send(
      `${path}?${new URLSearchParams(query)}`,
      token ? { headers: { authorization: `Bearer ${token}` } } : {},
    );
const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  api.browser().send(requestToken.path, { method: 'POST', body: new URLSearchParams(fields), headers });
const page = async (token: string, query: Record<string, string> = {}, path: string = pullResults.path) =>
  (await ask(path, token, query)).body as Feed;
const codes = ({ items }: Feed) => items.map(({ type, data }) => `${type.slice(13)} ${data.code}`);

describe('a token', () => {
  test('is had by others’ client by Basic, by the form and by a signed assertion, with the scopes asked for', async () => {
    const one = await client();
    const basic = await oauth.clientCredentialsGrant(
      await discover(one.id, oauth.ClientSecretBasic(one.secret)),
    );
    expect(basic).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: scopes.join(' ') });
    const posted = await discover(one.id, oauth.ClientSecretPost(one.secret));
    const narrow = await oauth.clientCredentialsGrant(posted, { scope: 'figures.read' });
    expect(narrow.scope).toBe('figures.read');
    for (const [kind, options, alg] of [
      ['ed25519', {}, 'Ed25519'],
      ['ec', { namedCurve: 'P-256' }, 'ES256'],
      ['rsa', { modulusLength: 2048 }, 'PS256'],
    ] as const) {
      const pair = generateKeyPairSync(kind as 'rsa', options as { modulusLength: number });
      const publicKey = JSON.stringify(await exportJWK(pair.publicKey));
      const { id, secret } = await client({ publicKey });
      expect(secret).toBe('');
      const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      const key = (await importPKCS8(pem, alg)) as CryptoKey;
      expect(await tokenFor(id, oauth.PrivateKeyJwt(key)), alg).toMatch(/^[\w-]{100,}$/);
    }
  });

  test('is refused to strangers, for wrong secrets, scopes and grants, as RFC 6749 asks', async () => {
    const one = await client({ scopes: ['figures.read'] });
    const grant_type = 'client_credentials';
    const self = { client_id: one.id, client_secret: one.secret };
    for (const [fields, status, error] of [
      [{ grant_type, ...self, client_secret: `${one.secret}x` }, 401, 'invalid_client'],
      [{ grant_type, ...self, client_id: newUuid() }, 401, 'invalid_client'],
      [{ grant_type, ...self, client_id: "' OR 1=1" }, 401, 'invalid_client'],
      [{ grant_type, client_id: one.id }, 401, 'invalid_client'],
      [{ grant_type, ...self, scope: 'results.read' }, 400, 'invalid_scope'],
      [{ ...self, grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [{ grant_type, ...self, client_assertion: 'x' }, 400, 'invalid_request'],
    ] as const) {
      const reply = await form(fields as Record<string, string>);
      expect([reply.status, reply.body.error], error).toEqual([status, error]);
      expect(reply.headers.get('cache-control')).toBe('no-store');
    }
    const basic = await form({ grant_type }, { authorization: `Basic ${btoa('a:b')}` });
    expect([basic.status, basic.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="bdhvs"']);
    expect((await form({ a: '1' })).body).toMatchObject({ error: 'invalid_request', status: 400 });
    const webhook = await register(api.services, receiverAt(`${place.site}/hook`));
    expect((await form({ grant_type, client_id: webhook.id, client_secret: webhook.secret })).status).toBe(
      401,
    );
    // Nowhere does the secret itself stand.
    const { rows } = await api.database.pool.query(
      `SELECT count(*)::int AS n FROM interop.receiver_keys WHERE receiver_keys::text LIKE '%' || $1 || '%'`,
      [one.secret],
    );
    expect(rows[0].n).toBe(0);
  });

  test('an assertion is good once, for us, for a short time, and by the client’s own key', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const { id } = await client({ publicKey: JSON.stringify(await exportJWK(publicKey)) });
    const assert = async (change: Record<string, unknown> = {}, key = privateKey) => {
      const now = Math.floor(api.clock.now.getTime() / 1_000);
      const aud = 'http://localhost:3000';
      const claims = { iss: id, sub: id, aud, jti: newUuid(), exp: now + 60, ...change };
      return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
    };
    const show = async (assertion: string) =>
      (
        await form({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        })
      ).status;
    const good = await assert();
    expect([await show(good), await show(good)]).toEqual([200, 401]);
    const past = Math.floor(api.clock.now.getTime() / 1_000) - 120;
    for (const change of [
      { aud: 'https://elsewhere' },
      { aud: ['http://localhost:3000', 'x'] },
      { exp: past },
    ])
      expect(await show(await assert(change)), JSON.stringify(change)).toBe(401);
    for (const change of [{ exp: past + 9_999 }, { jti: undefined }, { iss: newUuid() }, { sub: newUuid() }])
      expect(await show(await assert(change)), JSON.stringify(change)).toBe(401);
    expect(await show(await assert({}, stranger))).toBe(401);
    const none = `${btoa('{"alg":"none"}')}.${good.split('.')[1]}.`.replaceAll('=', '');
    expect(await show(none)).toBe(401);
  });

  test('opens only its scopes, for ten minutes, and nothing once it or its client is withdrawn', async () => {
    const one = await client({ scopes: ['confirmations.read'] });
    const token = await bySecret(one);
    expect((await ask(pullConfirmations.path, token)).status).toBe(200);
    const scope = await ask(pullResults.path, token);
    expect([scope.status, scope.body.code]).toEqual([403, 'interop/scope-missing']);
    expect(scope.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    const nobody = await ask(pullConfirmations.path, undefined);
    expect(nobody.headers.get('www-authenticate')).toBe('Bearer realm="bdhvs", scope="confirmations.read"');
    const invalid = async (text: string) => {
      const reply = await ask(pullConfirmations.path, text);
      expect([reply.status, reply.body.code]).toEqual([401, 'interop/token-invalid']);
      expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"');
    };
    await invalid('abc');
    await invalid(`${token.slice(0, -6)}AAAAAA`);
    place.later(11);
    await invalid(token);
    const later = await bySecret(one);
    // The new secret and the one before hold together; then the one before is over, and its tokens with it.
    const fresh = await rotateSecret(operator(), one.id, { overlapDays: 1 });
    expect((await ask(pullConfirmations.path, later)).status).toBe(200);
    const both = [await bySecret(one), await bySecret({ id: one.id, secret: fresh! })];
    expect(both).toHaveLength(2);
    place.later(24 * 60 + 1);
    await expect(bySecret(one)).rejects.toThrow();
    const last = await bySecret({ id: one.id, secret: fresh! });
    await removeReceiver(operator(), one.id);
    await invalid(last);
    const short = await client({ endsAt: new Date(api.clock.now.getTime() + 5 * 60_000) });
    const ending = await bySecret(short);
    place.later(6);
    await invalid(ending);
    await expect(bySecret(short)).rejects.toThrow();
  });

  test('one client that asks too often is told to wait, and no other', async () => {
    const tokens = [await bySecret(await client()), await bySecret(await client())];
    const many = await Promise.all(Array.from({ length: 121 }, () => ask(pullConfirmations.path, tokens[0])));
    expect(many.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(many.find(({ status }) => status === 429)!.headers.get('retry-after')).toBe('60');
    expect((await ask(pullConfirmations.path, tokens[1])).status).toBe(200);
  });
});

describe('a feed', () => {
  test('tells each thing once in an order that holds, whatever comes between the pages', async () => {
    const token = await bySecret(await client());
    expect(await page(token)).toEqual({ items: [], next: null, more: false });
    for (let people = 0; people < 3; people++) await place.confirmed();
    const first = await page(token, { limit: '2' });
    expect([first.items.length, first.more]).toEqual([2, true]);
    const late = await place.confirmed();
    const second = await page(token, { since: first.next!, limit: '2' });
    const third = await page(token, { since: second.next!, limit: '2' });
    const all = [...codes(first), ...codes(second), ...codes(third)];
    expect(new Set(all).size).toBe(4);
    expect(await page(token, { since: third.next! })).toEqual({ items: [], next: third.next, more: false });
    // A lost answer is asked for again and is the same.
    expect(codes(await page(token, { since: first.next!, limit: '2' }))).toEqual(codes(second));
    await place.revoke(late);
    const [end] = (await page(token, { since: third.next! })).items;
    expect(end).toMatchObject({ type: 'confirmation.revoked', data: { revokedReason: 'wrong-person' } });
    expect((await place.sentList()).filter(({ state }) => state === 'delivered')).toHaveLength(4);
  });

  test('what is written by two at once is neither missed nor doubled', async () => {
    const token = await bySecret(await client());
    const seen: string[] = [];
    let since: string | null = null;
    const poll = async () => {
      const got: Feed = await page(token, { limit: '2', ...(since ? { since } : {}) });
      seen.push(...got.items.map(({ id }) => id));
      since = got.next;
    };
    const writing = Promise.all(Array.from({ length: 6 }, () => place.confirmed()));
    for (let polls = 0; polls < 4; polls++) await poll();
    await writing;
    for (let polls = 0; polls < 4; polls++) await poll();
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  });

  test('tells of the unit’s own people who agreed, the fields that were given, and is in their log', async () => {
    const communes = (await treeOf(api.services.db)).descendants(1, 'commune');
    const elsewhere = communes.find(({ id }) => id !== COMMUNE)!.id;
    const tokens = [await bySecret(await client()), await bySecret(await client({ unitId: elsewhere }))];
    const person = await place.confirmed();
    await place.confirmed(['confirmation']);
    const named = await page(tokens[0]!);
    expect(named.items.map(({ data }) => data.name)).toEqual(['Nguyễn Thị Lan']);
    expect(JSON.stringify(named)).not.toMatch(/1960|domains/);
    expect((await page(tokens[1]!)).items).toEqual([]);
    const plain = await page(tokens[0]!, {}, pullConfirmations.path);
    expect(plain.items).toHaveLength(1);
    expect(plain.items[0]!.data).not.toHaveProperty('name');
    const { rows } = await api.database.pool.query(
      `SELECT count(*)::int AS n FROM identity.audit WHERE action = 'interop.hand-on' AND subject_id = $1`,
      [person.personId],
    );
    expect(rows[0].n).toBe(2);
    // Who takes her word back is in no page any more, also not in one from before.
    place.later(1);
    await consent(api.services, person, 'handing-on', false);
    expect((await page(tokens[0]!)).items).toEqual([]);
  });

  test('begins with what was there before, where that was asked for', async () => {
    const unitId = (await treeOf(api.services.db)).descendants(1, 'commune').at(-1)!.id;
    for (let people = 0; people < 2; people++) await place.confirmed(['handing-on', 'confirmation'], unitId);
    const before = await bySecret(await client({ unitId, past: true }));
    const without = await bySecret(await client({ unitId }));
    await catchUp(systemContext(api.services, 'test'));
    await catchUp(systemContext(api.services, 'test'));
    expect((await page(before)).items).toHaveLength(2);
    expect((await page(without)).items).toEqual([]);
  });

  test('takes back an agreement that is given again as a new thing at the end, and refuses a place of another feed', async () => {
    const token = await bySecret(await client());
    const person = await place.confirmed();
    place.later(1);
    await consent(api.services, person, 'handing-on', false);
    const empty = await page(token);
    expect(empty.items).toEqual([]);
    place.later(1);
    await consent(api.services, person, 'handing-on', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    expect((await page(token, { since: empty.next! })).items).toHaveLength(1);
    for (const since of ['99-00000000', '2-00000000'])
      expect((await ask(pullResults.path, token, { since })).body.code).toBe('interop/since-unknown');
    for (const query of [{ since: '-1' }, { limit: '0' }, { limit: '201' }, { unit: '1' }])
      expect((await ask(pullResults.path, token, query as never)).status).toBe(422);
  });
});

describe('figures', () => {
  test('are those that everybody may see, of the client’s unit and those below it', async () => {
    const province = (await treeOf(api.services.db)).ancestorOfKind(COMMUNE, 'province')!;
    const token = await bySecret(await client({ unitId: province.id }));
    expect((await ask(pullFigures.path, token)).body.code).toBe('movement/nothing-published');
    await publish(systemContext(api.services, 'test') as never);
    const own = await ask(pullFigures.path, token);
    expect([own.status, own.body.unit.id]).toEqual([200, province.id]);
    expect((await ask(pullFigures.path, token, { unit: String(COMMUNE) })).body.unit.id).toBe(COMMUNE);
    expect((await ask(pullFigures.path, token, { unit: '1' })).body.code).toBe('interop/unit-not-yours');
    const { body } = await api.browser().send('/api/openapi.json');
    expect(body.paths[pullFigures.path].get.security).toEqual([{ programs: ['figures.read'] }]);
    expect(Object.keys(body.components.securitySchemes.programs.flows.clientCredentials.scopes)).toHaveLength(
      3,
    );
  });
});
