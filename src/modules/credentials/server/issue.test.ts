import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { chooseConsent } from '#modules/identity/index.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { claimMine, getCredential, getDocument, getPdf, listMine } from '../domain/contract.ts';
import { credentials } from '../server.ts';
import { consent, outcomes, pass, passedOutcome, signIn, tell, useOutcomes } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

const eventsOf = async (personId: string, name = 'credentials.issued') => {
  const { rows } = await api.database.pool.query(
    `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>'personId' = $2`,
    [name, personId],
  );
  return rows.length;
};
const mine = async (phone: ReturnType<TestApi['browser']>) => (await phone.call(listMine)).body;

describe('a passed test', () => {
  test('is confirmed by itself when she has signed in and agreed', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, {
      name: 'Nguyễn Thị Lan',
      consents: ['confirmation'],
      homeUnitId: 103385,
    });
    await pass(api.services, person);
    await api.drain();
    const { credentials: list, waiting, next } = await mine(phone);
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ name: 'Nguyễn Thị Lan', revokedOn: null, nameShown: false });
    expect(list[0].code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect({ waiting, next }).toEqual({ waiting: 0, next: null });
  });

  test('confirms once, however often its event arrives and she presses', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'Lò Văn Hặc', consents: ['confirmation'] });
    const sessionId = await pass(api.services, person);
    for (let again = 0; again < 3; again++)
      await tell(api.services, person, 'assessment.session-passed', { sessionId });
    const presses = () => phone.call(claimMine, { body: {} });
    await Promise.all([api.drain(), presses(), presses(), presses()]);
    await api.drain();
    expect((await mine(phone)).credentials).toHaveLength(1);
    const { rows } = await api.database.pool.query(
      `SELECT count(*) AS n FROM identity.audit WHERE action = 'credentials.issue' AND subject_id = $1`,
      [person.personId],
    );
    expect(rows[0].n).toBe(1);
  });

  test('tells that it was confirmed, with ids only', async () => {
    const person = await signIn(api.services, api.browser(), {
      name: 'Trần Văn A',
      consents: ['confirmation'],
    });
    await pass(api.services, person);
    await api.dispatcher.drain();
    expect(await eventsOf(person.personId)).toBe(1);
    const { rows } = await api.database.pool.query(
      `SELECT person_id, group_code, issued_on, revoked_at FROM credentials.pub_confirmations WHERE person_id = $1`,
      [person.personId],
    );
    expect(rows).toMatchObject([{ group_code: 'citizens', revoked_at: null }]);
  });

  test('waits for what its rules ask to be done, and then says on the paper what was done', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'Hà Thị Mai', consents: ['confirmation'] });
    const sessionId = await pass(api.services, person, { lacksPractice: true });
    await api.drain();
    expect(await mine(phone)).toMatchObject({ credentials: [], waiting: 1, lacksPractice: sessionId });
    const practice = [{ domain: '4', level: 'changed', help: 0 } as const];
    outcomes.set(sessionId, { ...passedOutcome(person.personId), practice, lacksPractice: false });
    await tell(api.services, person, 'practice.shown');
    await api.drain();
    const { credentials: list, waiting, lacksPractice } = await mine(phone);
    expect({ waiting, lacksPractice }).toEqual({ waiting: 0, lacksPractice: null });
    expect(list[0].evidence.vi).toMatch(/Tự làm trên máy giả lập đã đổi, không gợi ý: An toàn/);
  });

  test('waits while nobody has agreed, and goes on when she does', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'Y Bih Niê' });
    await pass(api.services, person);
    await api.drain();
    expect(await mine(phone)).toMatchObject({ credentials: [], waiting: 1, next: 'consent' });
    await consent(api.services, person, 'confirmation', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    expect(await mine(phone)).toMatchObject({ credentials: [{}], waiting: 0, next: 'home' });
  });

  test('is not confirmed after she has taken her agreement back', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'Vàng Thị Mỷ', consents: ['confirmation'] });
    api.clock.now = new Date(api.clock.now.getTime() + 1000);
    await consent(api.services, person, 'confirmation', false);
    await pass(api.services, person);
    await api.drain();
    const { body } = await phone.call(claimMine, { body: {} });
    expect(body).toMatchObject({ credentials: [], waiting: 1, consented: false });
  });

  test('of a device without account waits, as it cannot agree, and moves to the account that adopts it', async () => {
    const phone = api.browser();
    const anonymous = await signIn(api.services, phone, { kind: 'anonymous' });
    const sessionId = await pass(api.services, anonymous);
    const agreed = await phone.call(chooseConsent, {
      body: { id: newUuid(), purpose: 'confirmation', version: '1', given: true },
    });
    expect(agreed.body.code).toBe('identity/resident-needed');
    await api.drain();
    await phone.call(claimMine, { body: {} });
    expect(await mine(phone)).toMatchObject({
      credentials: [],
      waiting: 1,
      next: 'sign-in',
      signedIn: false,
    });
    const account = await signIn(api.services, phone, {
      name: 'Nguyễn Văn Bảy',
      partKey: 8,
      consents: ['confirmation'],
    });
    for (let again = 0; again < 2; again++)
      await api.services.db
        .transaction()
        .execute((tx) => credentials.adopt!(tx, anonymous, account, api.services.master));
    outcomes.set(sessionId, passedOutcome(account.personId));
    await tell(api.services, account, 'identity.adopted');
    await api.drain();
    expect(await mine(phone)).toMatchObject({ credentials: [{ name: 'Nguyễn Văn Bảy' }], waiting: 0 });
  });

  test.each([
    ['not passed', { verdict: 'not-passed' }],
    ['begun before the waiting time was over', { brokeWaitingTime: true }],
    ['of another person', { personId: newUuid() }],
  ] as const)('that was %s confirms nothing', async (_, changes) => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { consents: ['confirmation'] });
    await pass(api.services, person, changes);
    await api.drain();
    expect(await mine(phone)).toMatchObject({ credentials: [], waiting: 0 });
  });

  test('asks once where she lives, and takes “later” for an answer', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'H Bia', consents: ['confirmation'] });
    await pass(api.services, person);
    await api.drain();
    expect((await mine(phone)).next).toBe('home');
    await phone.call(claimMine, { body: { homeLater: true } });
    expect(await mine(phone)).toMatchObject({ next: null, homeKnown: false, credentials: [{}] });
  });
});

describe('a credential', () => {
  test.each([getCredential, getPdf, getDocument])(
    'of another person is not found: $path',
    async (endpoint) => {
      const holder = api.browser();
      const person = await signIn(api.services, holder, { name: 'Đỗ Thị Hai', consents: ['confirmation'] });
      await pass(api.services, person);
      await api.drain();
      const { id } = (await mine(holder)).credentials[0];
      const stranger = api.browser();
      await signIn(api.services, stranger, { name: 'Người Lạ' });
      for (const browser of [stranger, api.browser()])
        expect(await browser.call(endpoint, { params: { id } })).toMatchObject({
          status: 404,
          body: { code: 'credentials/not-found' },
        });
      expect((await holder.call(endpoint, { params: { id } })).status).toBe(200);
      expect((await holder.call(endpoint, { params: { id: newUuid() } })).status).toBe(404);
      expect((await holder.call(endpoint, { params: { id: 'x' } })).status).toBe(422);
    },
  );

  test('goes with the person who is erased, and can be copied before', async () => {
    const phone = api.browser();
    const person = await signIn(api.services, phone, { name: 'Phạm Thị Ba', consents: ['confirmation'] });
    await pass(api.services, person);
    await api.drain();
    const copy = await credentials.exportPerson!(
      { ...api.services } as Parameters<NonNullable<typeof credentials.exportPerson>>[0],
      person,
    );
    expect(copy).toMatchObject({
      credentials: [{ name: 'Phạm Thị Ba', group_code: 'citizens' }],
      waiting: [],
    });
    await api.services.db.transaction().execute((tx) => credentials.erasePerson!(tx, person));
    expect(await mine(phone)).toMatchObject({ credentials: [], waiting: 0 });
    const { rows } = await api.database.pool.query(
      'SELECT count(*) AS n FROM credentials.verifications v JOIN credentials.credentials c ON c.id = v.credential_id WHERE c.person_id = $1',
      [person.personId],
    );
    expect(rows[0].n).toBe(0);
  });
});
