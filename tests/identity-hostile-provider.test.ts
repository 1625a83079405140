import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getMe } from '../src/modules/identity/index.ts';
import { identity } from '../src/modules/identity/server.ts';
import { startTestApi, type TestApi } from '../src/server/testing.ts';

/** A provider that signs what a test tells it to, in place of one that an attacker took over or stands before. */
let server: Server;
let issuer: string;
let api: TestApi;
let key: CryptoKey;
let stranger: CryptoKey;
const asked = { nonce: '', challenge: '' };
type Claims = Record<string, unknown>;
let make: (right: Claims) => Promise<string> | string;
const now = () => Math.floor(Date.now() / 1000);
const sign = (claims: Claims, by: CryptoKey = key) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(by);

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  stranger = (await generateKeyPair('RS256')).privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  server = createServer(async (request, response) => {
    const send = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') {
      return send({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        subject_types_supported: ['public'],
      });
    }
    if (request.url === '/jwks') return send({ keys: [jwk] });
    const right = {
      iss: issuer,
      aud: 'us',
      sub: 'somebody',
      iat: now(),
      exp: now() + 300,
      nonce: asked.nonce,
      HoVaTen: 'Người Bị Mạo Danh',
      SoDinhDanh: '999000009999',
      NgayThangNamSinh: '19700101',
    };
    return send({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: await make(right) });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = await startTestApi({
    modules: [identity],
    env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'secret', OIDC_ACR: 'LoA2' },
  });
});
afterAll(async () => {
  await api?.close();
  server?.closeAllConnections();
  server?.close();
});
beforeEach(() => {
  make = (right) => sign(right);
});

async function tryToSignIn(answer = (state: string) => `code=c&state=${state}`) {
  const browser = api.browser();
  const begun = new URL((await browser.send('/api/identity/sign-in')).headers.get('location')!);
  asked.nonce = begun.searchParams.get('nonce')!;
  const reply = await browser.send(`/api/identity/callback?${answer(begun.searchParams.get('state')!)}`);
  return { begun, goal: reply.headers.get('location'), me: (await browser.call(getMe)).body };
}

test('the request asks for PKCE, a nonce and the configured level', async () => {
  const { begun, goal, me } = await tryToSignIn();
  expect(goal).toBe('/cua-toi');
  expect(me.name).toBe('Người Bị Mạo Danh');
  const { code_challenge_method, code_challenge, nonce, state, acr_values, redirect_uri } =
    Object.fromEntries(begun.searchParams);
  expect({ code_challenge_method, acr_values, redirect_uri }).toEqual({
    code_challenge_method: 'S256',
    acr_values: 'LoA2',
    redirect_uri: 'http://localhost:3000/api/identity/callback',
  });
  for (const secret of [code_challenge, nonce, state]) expect(secret!.length).toBeGreaterThanOrEqual(43);
});

test.each<[string, (right: Claims) => Promise<string> | string]>([
  ['signed by another key', (right) => sign(right, stranger)],
  ['for another nonce', (right) => sign({ ...right, nonce: 'older' })],
  ['without a nonce', ({ nonce: _nonce, ...right }) => sign(right)],
  ['for another audience', (right) => sign({ ...right, aud: 'them' })],
  ['from another issuer', (right) => sign({ ...right, iss: 'https://evil.example' })],
  ['that has expired', (right) => sign({ ...right, iat: now() - 900, exp: now() - 600 })],
  [
    'with a changed name',
    async (right) => {
      const [head, , signature] = (await sign(right)).split('.');
      return [
        head,
        Buffer.from(JSON.stringify({ ...right, HoVaTen: 'Kẻ Gian' })).toString('base64url'),
        signature,
      ].join('.');
    },
  ],
  [
    'without a signature',
    (right) =>
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(right)).toString('base64url')}.`,
  ],
  ['that is no token', () => 'not a token'],
  ['without a subject', ({ sub: _sub, ...right }) => sign(right)],
])('an id token %s opens nothing', async (_, made) => {
  make = made;
  const { goal, me } = await tryToSignIn();
  expect(goal).toBe('/dang-nhap?loi=provider&returnTo=%2Fcua-toi');
  expect(me).toMatchObject({ signedIn: false, anonymous: false });
});

test('a lower level than asked for is refused with its own words', async () => {
  make = (right) => sign({ ...right, acr: 'LoA1' });
  expect((await tryToSignIn()).goal).toContain('loi=level');
});

test('an error from the provider, and one with an issuer that is not ours, lead back', async () => {
  expect((await tryToSignIn((state) => `error=server_error&state=${state}`)).goal).toContain('loi=provider');
  expect((await tryToSignIn((state) => `error=access_denied&state=${state}`)).goal).toContain('loi=denied');
  expect(
    (await tryToSignIn((state) => `code=c&state=${state}&iss=https%3A%2F%2Fevil.example`)).goal,
  ).toContain('loi=provider');
});

test('a number that belongs to another account is never taken over', async () => {
  make = (right) => sign({ ...right, sub: 'second', SoDinhDanh: '999000008888' });
  expect((await tryToSignIn()).goal).toBe('/cua-toi');
  make = (right) => sign({ ...right, sub: 'second', SoDinhDanh: '999000009999' });
  expect((await tryToSignIn()).goal).toContain('loi=conflict');
});

test('odd claims are left out, not stored', async () => {
  make = (right) =>
    sign({
      ...right,
      sub: 'odd',
      HoVaTen: `  Lê\u200b  Thị\u0300  ${'x'.repeat(500)}`,
      SoDinhDanh: '12ab',
      NgayThangNamSinh: '19701399',
    });
  const { me } = await tryToSignIn();
  expect(me.name).toHaveLength(120);
  expect(me.name.startsWith('Lê Thị')).toBe(true);
});

test('a provider that does not answer is said to be away, and nothing is lost', async () => {
  const away = await startTestApi({
    modules: [identity],
    env: { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 's' },
  });
  const reply = await away.browser().send('/api/identity/sign-in?returnTo=/bai-hoc');
  expect(reply.headers.get('location')).toBe('/dang-nhap?loi=unreachable&returnTo=%2Fbai-hoc');
  await away.close();
});
