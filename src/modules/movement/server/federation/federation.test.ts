import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { startTestApi, type TestApi } from '../../../../server/testing.ts';
import { BUNDLE_FORMAT, BUNDLE_TYPE, type FigureBundle } from '../../domain/federation/bundle.ts';
import { getOverview } from '../../domain/contract.ts';
import { getReceived } from '../../domain/federation/contract.ts';
import { movement } from '../../server.ts';
import { foldAll } from '../fold.ts';
import { publish } from '../publish.ts';
import { refreshPerson } from '../refresh-person.ts';
import { layTruth, type Truth } from '../testing.ts';
import { federationCommands } from './commands.ts';
import { openSigningKey } from './keys.ts';

const NGHE_AN = 1040;
const HEADLINE = 'adults-confirmed';
/** A province's installation, and the one above it. */
let below: TestApi;
let above: TestApi;
let truth: Truth;
let communes: { id: number; code: string; name: string }[];
const folder = mkdtempSync(join(tmpdir(), 'federation-'));
const file = (name: string) => join(folder, name);

/** One command as the command line runs it. @returns what it printed */
async function run(
  api: TestApi,
  name: string,
  args: string[] = [],
  options: Record<string, string | true> = {},
) {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  await federationCommands[name]!.run(api.services, { arguments: args, options, say: keep, print: keep });
  return lines;
}
const take = (path: string) => run(above, 'federation import', [path]);

/** The bundle of a file, changed and signed again with the province's key: what a faulty sender would send. */
async function resign(path: string, change: (bundle: any) => void, header: Record<string, unknown> = {}) {
  const bundle = decodeJwt(readFileSync(path, 'utf8').trim()) as unknown as FigureBundle;
  change(bundle);
  const { id, key } = await openSigningKey(below.services);
  const made = file(`${newUuid()}.jws`);
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(bundle)))
    .setProtectedHeader({ alg: 'EdDSA', kid: id, typ: BUNDLE_TYPE, ...header })
    .sign(key);
  writeFileSync(made, jws);
  return made;
}

async function add(people: number, home: number): Promise<void> {
  for (let index = 0; index < people; index++) {
    const person = { partKey: 5, personId: newUuid() };
    await truth.confirm(person);
    await truth.setHome(person, home);
    await refreshPerson(below.services, person);
  }
  await foldAll(below.services);
}
const received = async () => {
  const { rows } = await above.database.pool.query<{ day: string }>(
    'SELECT * FROM movement.received_bundles ORDER BY day',
  );
  return rows.length;
};

beforeAll(async () => {
  const modules = [identity, organisations, movement];
  [below, above] = await Promise.all([startTestApi({ modules }), startTestApi({ modules })]);
  truth = await layTruth(below);
  const { rows } = await below.database.pool.query<(typeof communes)[number]>(
    'SELECT id, code, name FROM organisations.pub_units WHERE parent_id = $1 ORDER BY id LIMIT 3',
    [NGHE_AN],
  );
  communes = rows;
});
afterAll(async () => {
  await Promise.all([below.close(), above.close()]);
  rmSync(folder, { recursive: true });
});

test('nothing is sent without a key and without frozen figures, and nothing is taken from a key nobody registered', async () => {
  await expect(run(below, 'federation export', [], { unit: '40' })).rejects.toThrow('no federation key yet');
  const [jwk] = await run(below, 'federation key');
  expect(JSON.parse(jwk!)).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig' });
  expect(JSON.parse(jwk!)).not.toHaveProperty('d');
  expect((await run(below, 'federation key'))[0], 'asked again it is the same').toBe(jwk);
  writeFileSync(file('below.jwk'), jwk!);
  await expect(run(below, 'federation export', [], { unit: '40' })).rejects.toThrow(
    'No figures are frozen yet',
  );
  await expect(run(below, 'federation export')).rejects.toThrow('--unit <code>');
  await expect(run(below, 'federation export', [], { unit: '99999' })).rejects.toThrow('99999');

  await add(12, communes[0]!.id);
  await add(20, communes[1]!.id);
  await add(3, communes[2]!.id);
  await publish(below.services);
  await run(below, 'federation export', [], { unit: '40', out: file('first') });
  await expect(take(file('first'))).rejects.toThrow('is not registered here');
});

test('only a public Ed25519 key that speaks for one unit is registered', async () => {
  const trust = (name: string, unit = '40') => run(above, 'federation trust', [unit, file(name)]);
  const [own] = await run(above, 'federation key');
  writeFileSync(file('own.jwk'), own!);
  writeFileSync(file('text.jwk'), 'not JSON');
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(file('private.jwk'), JSON.stringify(pair.privateKey.export({ format: 'jwk' })));
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(file('other.jwk'), JSON.stringify(curve.publicKey.export({ format: 'jwk' })));
  const changed = { ...JSON.parse(readFileSync(file('below.jwk'), 'utf8')), kid: 'another' };
  writeFileSync(file('changed.jwk'), JSON.stringify(changed));
  await expect(trust('own.jwk')).rejects.toThrow('this installation itself');
  await expect(trust('text.jwk')).rejects.toThrow('not JSON');
  await expect(trust('private.jwk')).rejects.toThrow('private key');
  await expect(trust('other.jwk')).rejects.toThrow('no public Ed25519 key');
  await expect(trust('changed.jwk')).rejects.toThrow('was changed');
  await expect(trust('nothing.jwk')).rejects.toThrow('is no file');
  await expect(trust('below.jwk', '00')).rejects.toThrow('no province or commune');
  expect((await trust('below.jwk')).join()).toContain('Nghệ An');
  await expect(trust('below.jwk', communes[0]!.code)).rejects.toThrow('another unit already');
});

test('every faulty bundle is refused with what is wrong in it, and nothing is written', async () => {
  const first = file('first');
  const refused = async (words: string | RegExp, change: (bundle: any) => void, header = {}) =>
    expect(take(await resign(first, change, header)), String(words)).rejects.toThrow(words);
  const figuresOf = (bundle: FigureBundle, code: string): Record<string, unknown> =>
    bundle.units.find((one) => one.code === code)!.figures;

  const [head, body, signature] = readFileSync(first, 'utf8').trim().split('.') as [string, string, string];
  const forged = Buffer.from(body, 'base64url')
    .toString('utf8')
    .replace(`"${HEADLINE}":35`, `"${HEADLINE}":95`);
  expect(forged).toContain(`"${HEADLINE}":95`);
  writeFileSync(file('forged'), [head, Buffer.from(forged).toString('base64url'), signature].join('.'));
  await expect(take(file('forged'))).rejects.toThrow('signature does not fit');
  const none = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), alg: 'none' }),
  );
  writeFileSync(file('unsigned'), `${none.toString('base64url')}.${body}.`);
  await expect(take(file('unsigned'))).rejects.toThrow('signature does not fit');
  writeFileSync(file('text'), 'số liệu');
  await expect(take(file('text'))).rejects.toThrow('no signed bundle');
  await refused('signed as JWT', () => {}, { typ: 'JWT' });

  await refused('speaks for unit 40 (', (bundle) => (bundle.unit = '01'));
  await refused('does not stand below unit 40', (bundle) =>
    bundle.units.push({ code: '01', name: 'Hà Nội', figures: { [HEADLINE]: 1 } }),
  );
  await refused('unit 99998 (Xã Không Có) is not known', (bundle) =>
    bundle.units.push({ code: '99998', name: 'Xã Không Có', figures: {} }),
  );
  await refused('stands twice', (bundle) => bundle.units.push(bundle.units[0]));
  await refused(
    'indicator invented-here is not known',
    (bundle) => (figuresOf(bundle, '40')['invented-here'] = 1),
  );
  for (const num of [-1, 1.5, 2 ** 60])
    await refused(
      'is no count of people',
      (bundle) => (figuresOf(bundle, communes[1]!.code)[HEADLINE] = num),
    );
  await refused('its parts have', (bundle) => (figuresOf(bundle, '40')[HEADLINE] = 19));
  await refused('its parts have', (bundle) => delete figuresOf(bundle, '40')[HEADLINE]);
  await refused('has not come', (bundle) => (bundle.day = '2999-01-01'));
  await refused('day: is no day', (bundle) => (bundle.day = '2026-02-31'));
  await refused('sequence', (bundle) => (bundle.sequence = 0));
  await refused('"bdhvs-figures/2"', (bundle) => (bundle.format = 'bdhvs-figures/2'));
  await refused('people', (bundle) => (bundle.people = ['Nguyễn Văn A']));
  expect(BUNDLE_FORMAT).toBe('bdhvs-figures/1');
  expect(await received()).toBe(0);
});

test('people who do not exist are not taken for people', async () => {
  const production = { ...above.services, config: { ...above.services.config, demo: false } };
  const given = { arguments: [file('first')], options: {}, say: () => {}, print: () => {} };
  await expect(federationCommands['federation import']!.run(production, given)).rejects.toThrow('invented');
});

test('a bundle tells no more than the public page: a small commune and what would tell it stay at home', async () => {
  const bundle = decodeJwt(readFileSync(file('first'), 'utf8').trim()) as unknown as FigureBundle;
  const of = (code: string) => bundle.units.find((one) => one.code === code)!.figures[HEADLINE];
  expect(of('40')).toBe(35);
  expect(of(communes[2]!.code), 'three people').toBeNull();
  expect(of(communes[1]!.code)).toBe(20);
});

test('a bundle is taken once; the same again changes nothing, also made by a newer program', async () => {
  expect((await take(file('first'))).join()).toContain('taken in');
  expect((await take(file('first'))).join()).toContain('nothing changed');
  await run(below, 'federation export', [], { unit: '40', out: file('again') });
  expect(readFileSync(file('again'), 'utf8')).toBe(readFileSync(file('first'), 'utf8'));
  const newer = await resign(file('first'), (bundle) => (bundle.product = '9.0.0'));
  expect((await take(newer)).join()).toContain('nothing changed');
  const other = await resign(file('first'), (bundle) => (bundle.units[0].figures[HEADLINE] = 36));
  await expect(take(other)).rejects.toThrow('a frozen day never changes');
  expect(await received()).toBe(1);
});

test('a newer day is taken, and told when days between did not come; an older one is refused', async () => {
  const tomorrow = async () => {
    for (const api of [below, above]) api.clock.now = new Date(api.clock.now.getTime() + 86_400_000);
    await publish(below.services);
  };
  await tomorrow();
  await run(below, 'federation export', [], { unit: '40', out: file('second') });
  await add(6, communes[1]!.id);
  await tomorrow();
  await run(below, 'federation export', [], { unit: '40', out: file('third') });
  expect((await take(file('third'))).join()).toContain('1 frozen days before it did not come');
  await expect(take(file('second'))).rejects.toThrow('is here already');
  expect((await take(file('first'))).join(), 'what was had before is still known').toContain(
    'nothing changed',
  );
  await tomorrow();
  const back = await resign(file('third'), (bundle) => {
    bundle.day = new Date(above.clock.now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    bundle.sequence = 2;
  });
  await expect(take(back)).rejects.toThrow('its number is 2');
});

test('staff above see what came, apart from what is counted; others do not', async () => {
  const browser = above.browser();
  expect((await browser.call(getReceived, { params: { unit: 1 } })).status).toBe(401);
  await signInStaff(above, browser, 'leader', 1);
  const { body } = await browser.call(getReceived, { params: { unit: 1 } });
  expect(body.bundles).toHaveLength(2);
  expect(body.bundles[0]).toMatchObject({ unit: { id: NGHE_AN }, sequence: 3, invented: true });
  expect(body.bundles[0].totals).toContainEqual(
    expect.objectContaining({ indicator: HEADLINE, num: 41, here: 0 }),
  );
  expect(body.bundles[0]).toMatchObject({ about: { id: NGHE_AN }, keyHolds: true });
  const { body: overview } = await browser.call(getOverview, { params: { unit: 1 } });
  expect(overview.senders).toMatchObject([{ id: NGHE_AN, day: body.bundles[0].day }]);
  const { rows } = await above.database.pool.query('SELECT 1 FROM movement.figures');
  expect(rows, 'nothing of it is counted here').toHaveLength(0);

  const elsewhere = above.browser();
  await signInStaff(above, elsewhere, 'clerk', communes[0]!.id);
  // Of the province's figures a commune sees its own.
  const own = (await elsewhere.call(getReceived, { params: { unit: communes[0]!.id } })).body;
  expect(own.bundles[0]).toMatchObject({ unit: { id: NGHE_AN }, about: { id: communes[0]!.id } });
  expect(JSON.stringify(own)).not.toContain('"num":41');
  expect((await elsewhere.call(getReceived, { params: { unit: NGHE_AN } })).status).toBe(404);
  expect((await elsewhere.call(getReceived, { params: { unit: 'x' } })).status).toBe(422);
});

test('a renewed key must be registered again, and ends the one before', async () => {
  const [jwk] = await run(below, 'federation key', [], { renew: true });
  writeFileSync(file('renewed.jwk'), jwk!);
  await publish(below.services);
  await run(below, 'federation export', [], { unit: '40', out: file('fourth') });
  await expect(take(file('fourth'))).rejects.toThrow('is not registered here');
  await run(above, 'federation trust', ['40', file('renewed.jwk')]);
  expect((await take(file('fourth'))).join()).toContain('taken in');
  await expect(take(file('third'))).rejects.toThrow('has ended');
});
