// What somebody sends who means harm, or whose program is broken: every endpoint of the document, over the network.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleOf, startProduct, type Product } from './support/server.ts';

let product: Product;
let administrator = '';
const at = (path: string) => product.url + path;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly additionalProperties?: boolean | Schema;
}
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: Schema | undefined;
}
let operations: Operation[];

beforeAll(async () => {
  product = await startProduct();
  await peopleOf(product);
  const document = (await (await fetch(at('/api/openapi.json'))).json()) as {
    paths: Record<string, Record<string, { requestBody?: { content?: Record<string, { schema: Schema }> } }>>;
  };
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      body: requestBody?.content?.['application/json']?.schema,
    })),
  );
  administrator = await signIn();
});
afterAll(() => product?.remove());

const withBody = () => operations.filter(({ method }) => method !== 'GET');
const json = { 'content-type': 'application/json' };

async function signIn(): Promise<string> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, body?: unknown) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(
      at(`/api/identity/staff/${path}`),
      body
        ? { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(body) }
        : { headers: { cookie } },
    );
    expect(answer.status, path).toBe(200);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    return (await answer.json()) as { demoCode?: string };
  };
  await ask('sign-in', { login: 'quantri', password: 'hoc so moi ngay' });
  const { demoCode } = await ask('second-factor');
  await ask('code', { code: demoCode });
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** A refusal is a problem document in Vietnamese that tells nothing of the inside. */
async function expectRefused(answer: Response, what: string, statuses?: readonly number[]): Promise<void> {
  const text = await answer.text();
  const seen = `${what}: ${answer.status} ${text.slice(0, 300)}`;
  expect(answer.status, seen).toBeGreaterThanOrEqual(400);
  expect(answer.status, seen).toBeLessThan(500);
  if (statuses) expect(statuses, seen).toContain(answer.status);
  expect(answer.headers.get('content-type'), seen).toContain('application/problem+json');
  const problem = JSON.parse(text) as { title: string; status: number; code: string; correlationId: string };
  expect(problem, seen).toMatchObject({ status: answer.status });
  expect(problem.title, seen).toMatch(/[À-ỹ]/u);
  expect(problem.title, seen).not.toBe(problem.code);
  expect(text, seen).not.toMatch(/\bat .+\.ts:\d|node_modules|SELECT |relation "/);
}

/** Every text is `text`; everything else is of its type. */
function fill(schema: Schema, text: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return fill(schema.anyOf.find((one) => one.type === 'string') ?? schema.anyOf[0]!, text);
  if (schema.enum) return schema.enum[0];
  if (schema.format === 'uuid') return '019a9f00-0000-7000-8000-000000000000';
  switch (schema.type) {
    case 'string':
      return text;
    case 'integer':
    case 'number':
      return 2;
    case 'boolean':
      return true;
    case 'array':
      return [fill(schema.items ?? {}, text)];
    case 'null':
      return null;
    default:
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fill(inner, text)]),
      );
  }
}

const concrete = (path: string, value = '1') => path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(value));

const send = (operation: Operation, body: BodyInit | null, headers: Record<string, string> = json) =>
  fetch(at(concrete(operation.path)), { method: operation.method, body, headers });

test('what is no JSON, of a wrong type, of a wrong shape or unknown is refused in words', async () => {
  expect(withBody().length).toBeGreaterThan(20);
  for (const operation of withBody()) {
    const name = `${operation.method} ${operation.path}`;
    for (const cookie of ['', administrator]) {
      const headers = { ...json, cookie };
      await expectRefused(await send(operation, '{"a":', headers), `${name} malformed`);
      await expectRefused(
        await send(operation, Buffer.from([0x22, 0xff, 0x22]), headers),
        `${name} not UTF-8`,
      );
      await expectRefused(await send(operation, '', headers), `${name} empty`);
      await expectRefused(
        await send(operation, 'a=1', { 'content-type': 'application/x-www-form-urlencoded', cookie }),
        `${name} form`,
      );
      await expectRefused(await send(operation, '[1,2]', headers), `${name} list`);
      await expectRefused(await send(operation, `${'['.repeat(20_000)}`, headers), `${name} deep`);
      if (operation.body?.additionalProperties !== false) continue;
      const body = { ...(fill(operation.body, 'x') as object), isAdministrator: true };
      await expectRefused(await send(operation, JSON.stringify(body), headers), `${name} unknown field`);
    }
  }
});

test('ten megabytes are refused by every endpoint, announced or not', async () => {
  const huge = Buffer.alloc(10 * 1024 * 1024, 'a');
  for (const operation of withBody()) {
    const name = `${operation.method} ${operation.path} huge`;
    const answer = await send(operation, huge, { ...json }).catch(() => null);
    // Who does not stop sending is hung up on, which is a refusal too.
    if (answer) await expectRefused(answer, name);
  }
  expect((await fetch(at('/readyz'))).status).toBe(200);
});

const hostile = [
  `' OR 1=1; DROP TABLE identity.person; --`,
  `<script>alert(1)</script><img src=x onerror=alert(1)>`,
  `\${7*7}{{7*7}}%00\u0000../../../etc/passwd`,
  '\u202e\u200b\u200d\ufeff\ud800',
  '𒐫'.repeat(4000),
];

test('hostile text in every field and path is data or a refusal, never a fault of ours', async () => {
  const ends = /sign-out|erase|sessions\/end/;
  for (const operation of operations) {
    for (const [index, text] of hostile.entries()) {
      for (const cookie of ends.test(operation.path) ? [''] : ['', administrator]) {
        const name = `${operation.method} ${operation.path} hostile ${index}`;
        const value = text.toWellFormed().slice(0, 200);
        const query = operation.method === 'GET' ? `?q=${encodeURIComponent(value)}&page=-1&from=x` : '';
        const path = concrete(operation.path, value) + query;
        const body = operation.body ? JSON.stringify(fill(operation.body, text)) : null;
        const answer = await fetch(at(path), {
          method: operation.method,
          redirect: 'manual',
          headers: { ...(body ? json : {}), cookie },
          ...(body ? { body } : {}),
        });
        if (answer.status >= 400) await expectRefused(answer, name);
        else await answer.arrayBuffer();
      }
    }
  }
  for (const text of hostile)
    for (const path of [
      '/hoc?tim=',
      '/xac-minh/',
      '/cua-toi/noi-o?q=',
      '/hoc/',
      '/don-vi?q=',
      '/kiem-tra/',
    ]) {
      const answer = await fetch(at(path + encodeURIComponent(text.toWellFormed().slice(0, 300))));
      expect(answer.status, path + text.slice(0, 30)).toBeLessThan(500);
      expect(await answer.text(), path).not.toMatch(/<img src=x|<script>alert/);
    }
  expect((await fetch(at('/readyz'))).status).toBe(200);
});

test('a question typed in NFD, with invisible letters or in capitals finds the same', async () => {
  const search = async (q: string) => {
    const answer = await fetch(at(`/api/learning/search?q=${encodeURIComponent(q)}`));
    return ((await answer.json()) as { lessons: { id: string }[] }).lessons.map(({ id }) => id);
  };
  const plain = await search('gọi video');
  expect(plain).toContain('goi-video-cho-con-chau');
  for (const q of ['gọi video'.normalize('NFD'), 'gọi\u200b vi\u200ddeo', 'GOI  VIDEO ', '\ufeffgoi video'])
    expect(await search(q), JSON.stringify(q)).toEqual(plain);
});

/** As it stands, without a client that tidies the path. */
function rawGet(path: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(product.port, '127.0.0.1');
    let text = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${path}`)));
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('close', () => done(text)).on('error', fail);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}

test('no path leads out of the public files', async () => {
  const up = ['../'.repeat(8), '..%2f'.repeat(8), '%2e%2e/'.repeat(8), '..\\'.repeat(8), '..%5c'.repeat(8)];
  for (const base of ['/', '/content/', '/content/x/', '/_app/', '/_app/immutable/'])
    for (const one of up)
      for (const file of ['etc/passwd', 'package.json', 'var/master.key']) {
        const answer = await rawGet(`${base}${one}${file}`);
        expect(answer, base + one + file).toMatch(/^HTTP\/1\.1 (30[178]|4\d\d) /);
        expect(answer).not.toMatch(/root:x:0|"dependencies"/);
      }
  for (const path of ['/%00', '/%ff', '/content/%', '/%c0%af', '//etc/passwd', '/.env', '/.git/config'])
    expect(await rawGet(path), path).toMatch(/^HTTP\/1\.1 (30[178]|4\d\d) /);
});

test('forged cookies make nobody', async () => {
  const names = administrator.split('; ').map((pair) => pair.split('=')[0]!);
  for (const value of [
    '1',
    'a'.repeat(43),
    '%00',
    "' OR 1=1",
    'eyJhbGciOiJub25lIn0.e30.',
    'a'.repeat(6000),
  ]) {
    const cookie = names
      .map((name) => `${name}=${value}`)
      .join('; ')
      .slice(0, 9000);
    const me = await fetch(at('/api/identity/me'), { headers: { cookie } });
    expect(await me.json(), value.slice(0, 20)).toMatchObject({ signedIn: false, staff: false });
    expect((await fetch(at('/'), { headers: { cookie } })).status).toBe(200);
    const desk = await fetch(at('/api/movement/units/1/overview'), { headers: { cookie } });
    await expectRefused(desk, 'overview');
  }
});

test('another site can change nothing, even with the cookies of the administrator', async () => {
  for (const operation of withBody()) {
    const headers = { ...json, cookie: administrator, origin: 'https://evil.example' };
    await expectRefused(await send(operation, '{}', headers), `${operation.path} cross-origin`, [403]);
  }
  const form = await fetch(at('/cai-dat?/save'), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
    body: 'text=3',
  });
  expect(form.status).toBe(403);
  const preflight = await fetch(at('/api/identity/home'), {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});

test('every kind of answer carries the headers that protect', async () => {
  const picture = /\/content\/[^"'\s)]+/.exec(await (await fetch(at('/hoc/bat-dien-thoai-chu-to'))).text());
  expect(picture, 'the lesson has a picture').not.toBeNull();
  const paths = ['/', '/hoc', '/khong-co', '/api/identity/me', '/api/khong-co', '/healthz', picture![0]];
  for (const path of [...paths, '/%ff', '/manifest.webmanifest', '/service-worker.js']) {
    const { headers } = await fetch(at(path));
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin');
    expect(headers.get('x-powered-by'), path).toBeNull();
    expect(headers.get('server'), path).toBeNull();
    if (!headers.get('content-type')?.startsWith('text/html')) continue;
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*/);
  }
  for (const cookie of (
    await fetch(at('/api/assessment/sessions'), {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ group: 'citizens' }),
    })
  ).headers.getSetCookie())
    expect(cookie).toMatch(/httponly/i);
});

test('figures for machines are hidden from the network behind a proxy', async () => {
  expect((await fetch(at('/metrics'))).status).toBe(200);
  for (const header of ['x-forwarded-for', 'forwarded'])
    expect((await fetch(at('/metrics'), { headers: { [header]: '203.0.113.7' } })).status, header).toBe(404);
});

test('who guesses without end is told to wait', async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < 400 && !statuses.includes(429); turn++) {
    const answer = await fetch(at('/api/credentials/verify/AAAA-BBBB-CCCC'));
    statuses.push(answer.status);
    if (answer.status === 429) await expectRefused(answer, 'guessing');
    else await answer.arrayBuffer();
  }
  expect(statuses).toContain(429);
});
