import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { TRIAL_PROVINCE } from '#modules/identity/server.ts';
import type { Config } from '#platform/config/config.ts';
import { fold, tidy } from '#platform/text/fold.ts';
import { MemoryAdapter } from './demo-provider-store.ts';
import { demoResidents, renderChoice, renderSimple, type DemoResident } from './demo-provider-pages.ts';

/** A running identity provider for demonstrations and tests. */
export interface DemoProvider {
  readonly issuer: string;
  /** What the program must be configured with to use it. */
  readonly settings: Pick<Config, 'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET' | 'OIDC_SCOPES'>;
  close(): Promise<void>;
}

const CLIENT = 'bdhvs-demo';
const MAX_FORM = 4_096;

/**
 * An independent OpenID Connect provider with VNeID-shaped claims, on loopback only. It is marked as a trial on every
 * page, its identity numbers begin with 999, which no province has, and it is never started in production.
 *
 * @param origins addresses of the program that it may send browsers back to
 * @param port tried first; any free one when it is taken
 */
export async function startDemoProvider(origins: readonly string[], port = 0): Promise<DemoProvider> {
  const server = createServer();
  await listen(server, port);
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = randomBytes(24).toString('base64url');
  const provider = new Provider(issuer, await configure(origins, secret));
  const callback = provider.callback();
  server.on('request', (request, response) => {
    const uid = /^\/chon\/([A-Za-z0-9_-]+)$/.exec((request.url ?? '').split('?')[0]!)?.[1];
    const done = uid ? interact(provider, request, response) : callback(request, response);
    Promise.resolve(done).catch(() =>
      send(response, 400, renderSimple('Phiên đăng nhập thử đã cũ. Hãy quay lại và bắt đầu lại.')),
    );
  });
  return {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT,
      OIDC_CLIENT_SECRET: secret,
      OIDC_SCOPES: 'openid',
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listen(server, 0);
  }
}

async function configure(origins: readonly string[], secret: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: secret,
        redirect_uris: origins.map((origin) => `${origin}/api/identity/callback`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/dang-nhap`),
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    adapter: MemoryAdapter,
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub', 'HoVaTen', 'SoDinhDanh', 'NgayThangNamSinh', 'LoaiTaiKhoan', 'loginIdp'] },
    conformIdTokenClaims: false,
    acrValues: ['LoA1'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: askLogout, postLogoutSuccessSource: showLogout },
    },
    interactions: { url: (_ctx, interaction) => `/chon/${interaction.uid}` },
    findAccount: (_ctx, subject) => {
      const resident = residentOf(subject);
      return { accountId: subject, claims: () => ({ ...claimsOf(resident), sub: subject }) };
    },
    loadExistingGrant: grantAll,
    renderError: (ctx) => {
      ctx.type = 'html';
      ctx.body = renderSimple('Yêu cầu đăng nhập thử không đúng hoặc đã cũ. Hãy quay lại và bắt đầu lại.');
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      // Short, so that the next sign-in on this machine can be another person's.
      Session: 10,
      Grant: 3_600,
    },
  };
}

/** Agreement was given on the one page where the resident was chosen. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return send(response, 200, renderChoice(details.uid));
  const form = new URLSearchParams(await readForm(request));
  const typed = tidy(form.get('name') ?? '').slice(0, 80);
  const subject = form.get('resident') ?? (typed ? `ten:${typed}` : '');
  if (form.has('deny')) {
    const denied = { error: 'access_denied', error_description: 'the person said no' };
    return provider.interactionFinished(request, response, denied, { mergeWithLastSubmission: false });
  }
  if (!subject) return send(response, 200, renderChoice(details.uid, 'Hãy chọn một người, hoặc gõ họ tên.'));
  return provider.interactionFinished(request, response, { login: { accountId: subject, acr: 'LoA1' } });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_FORM) throw new Error('form too large');
  }
  return text;
}

/** One of the listed residents, or whoever was typed: the same name is the same person again. */
function residentOf(subject: string): DemoResident {
  const listed = demoResidents.find((one) => one.subject === subject);
  if (listed) return listed;
  const name = subject.replace(/^ten:/, '');
  const digits =
    BigInt(`0x${createHash('sha256').update(fold(name)).digest('hex').slice(0, 12)}`) % 1_000_000_000n;
  return {
    subject,
    name,
    number: `${TRIAL_PROVINCE}${String(digits).padStart(9, '0')}`,
    born: '19700101',
    about: '',
  };
}

const claimsOf = (resident: DemoResident) => ({
  HoVaTen: resident.name,
  SoDinhDanh: resident.number,
  NgayThangNamSinh: resident.born,
  LoaiTaiKhoan: 'THU-NGHIEM',
  loginIdp: 'DEMO',
});

function send(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

async function askLogout(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  ctx.body = renderSimple('Đăng xuất khỏi trang đăng nhập thử trên máy này?', {
    form,
    button: 'Đăng xuất',
  });
}

async function showLogout(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.body = renderSimple('Đã đăng xuất khỏi trang đăng nhập thử.');
}
