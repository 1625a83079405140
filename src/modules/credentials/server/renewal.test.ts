import { afterAll, beforeAll, expect, test } from 'vitest';
import { compactVerify, importJWK } from 'jose';
import { framework } from '#modules/framework/server.ts';
import { identity, openSession } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { checkScanned, getQr, getVerifyPack } from '../domain/contract-compact.ts';
import { getDocument, listMine, verifyCode } from '../domain/contract.ts';
import { revokeCredential, verifyDocument } from '../domain/contract-documents.ts';
import { openPack } from '../domain/signed-pack.ts';
import { credentials } from '../server.ts';
import { checkWithPack } from '../ui/offline/check-with-pack.ts';
import { verify } from '../ui/offline/verify-signature.ts';
import { publicKeys } from './keys.ts';
import { makeCompact } from './compact.ts';
import { findCredential } from './credential.store.ts';
import { openCredential } from './sealed.ts';
import type { Identity } from '#platform/http/module.ts';
import { systemContext } from '#platform/http/context.ts';
import { pass, signIn, useOutcomes } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

const TWO_YEARS = { validity: { months: 24, renewFromMonths: 3 } };
const monthsLater = (months: number) => {
  const at = new Date(api.clock.now);
  at.setUTCMonth(at.getUTCMonth() + months);
  api.clock.now = at;
};
async function holder() {
  const phone = api.browser();
  const person = await signIn(api.services, phone, { name: 'Nguyễn Thị Lan', consents: ['confirmation'] });
  return { phone, person };
}
/** Years later she signs in again: her session has ended long ago. */
async function signInAgain(phone: TestBrowser, person: Identity): Promise<void> {
  const reply = new Headers();
  const session = { ...person, staff: false, strong: false, device: 'test' };
  await openSession(api.services, api.services.db as never, reply, session);
  phone.cookies.set('bdhvs', /=([^;]*)/.exec(reply.getSetCookie()[0]!)![1]!);
}
const mine = async (phone: TestBrowser) => (await phone.call(listMine)).body.credentials;
const look = async (code: string) => (await api.browser().call(verifyCode, { params: { code } })).body;

test('one with an end says so, may be renewed in its last months, and its code leads to the new one', async () => {
  const { phone, person } = await holder();
  await pass(api.services, person, TWO_YEARS);
  await api.drain();
  const [first] = await mine(phone);
  expect(first).toMatchObject({ standing: 'valid', renewable: false, replacedBy: null });
  const jwt: string = (await phone.call(getDocument, { params: { id: first.id } })).body;
  const [key] = await publicKeys(api.services);
  const { payload } = await compactVerify(jwt, await importJWK(key!.publicJwk, 'EdDSA'));
  const { validUntil, exp } = JSON.parse(new TextDecoder().decode(payload));
  expect(validUntil).toBe(`${first.endsOn}T16:59:59Z`);
  expect(exp).toBe(Date.parse(validUntil) / 1000);

  monthsLater(22);
  await signInAgain(phone, person);
  expect((await mine(phone))[0]).toMatchObject({ standing: 'valid', renewable: true });
  monthsLater(3);
  expect(await look(first.code)).toMatchObject({ status: 'expired', credential: { endsOn: first.endsOn } });
  expect((await api.browser().call(verifyDocument, { body: { jwt } })).body.verdict).toBe('expired');

  await pass(api.services, person, TWO_YEARS);
  await api.drain();
  const [second, older] = await mine(phone);
  expect(older).toMatchObject({
    id: first.id,
    standing: 'replaced',
    replacedBy: second.id,
    renewable: false,
  });
  expect(await look(first.code)).toMatchObject({
    status: 'replaced',
    credential: { replacedBy: { code: second.code } },
  });
  expect((await look(second.code)).status).toBe('valid');
  // Taken back, what it replaced is worth again what it was worth.
  const admin = api.browser();
  await signInStaff(api, admin, 'administrator', 1);
  await admin.call(revokeCredential, {
    params: { code: second.code },
    body: { reason: 'issued-by-mistake', note: '' },
  });
  expect((await look(first.code)).status).toBe('expired');
});

test('a watched test raises one taken alone; one taken alone lowers nothing; other groups are left alone', async () => {
  const { phone, person } = await holder();
  await pass(api.services, person);
  await pass(api.services, person, { group: 'officials' });
  await pass(api.services, person, { evidence: 'supervised' });
  await pass(api.services, person, { evidence: 'unsupervised' });
  await pass(api.services, person, { evidence: 'supervised', level: 3 });
  await api.drain();
  const list: { grade: string; standing: string }[] = await mine(phone);
  expect(list.map(({ standing }) => standing).toSorted()).toEqual([
    'replaced',
    'replaced',
    'replaced',
    'valid',
    'valid',
  ]);
  expect(
    list
      .filter(({ standing }) => standing === 'valid')
      .map(({ grade }) => grade)
      .toSorted(),
  ).toEqual(['supervised', 'unsupervised']);
});

test('the QR code says the last day, and a phone without a network knows when it is over', async () => {
  const { phone, person } = await holder();
  await pass(api.services, person, TWO_YEARS);
  await api.drain();
  const [{ id, endsOn }] = await mine(phone);
  const context = systemContext(api.services, 'test') as never;
  const row = (await findCredential(api.services.db as never, person.partKey, id))!;
  const text = (await makeCompact(context, row, (await openCredential(api.services, row))!, 'full'))
    .split('/')
    .at(-1)!;
  expect((await phone.call(getQr, { params: { id } })).status).toBe(200);
  const at = () => Math.floor(api.clock.now.getTime() / 1000);
  const opened = await openPack((await phone.call(getVerifyPack)).body, undefined, at(), verify);
  if ('fault' in opened) return expect.fail(opened.fault);
  expect(await checkWithPack(text, opened.pack, at())).toMatchObject({
    verdict: 'valid',
    credential: { endsOn },
  });
  monthsLater(25);
  expect(await checkWithPack(text, opened.pack, at())).toMatchObject({ verdict: 'expired' });
  expect((await api.browser().call(checkScanned, { params: { text } })).body.verdict).toBe('expired');
});
