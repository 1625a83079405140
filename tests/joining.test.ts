// One person with two accounts: joined, she has everything once, and nobody else can join what is not hers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPdf, listMine, verifyCode, verifyDocument } from '../src/modules/credentials/index.ts';
import { consent, pass, signIn, useOutcomes } from '../src/modules/credentials/server/testing.ts';
import * as api from '../src/modules/identity/index.ts';
import { hashIdentifier, sealFor } from '../src/modules/identity/server.ts';
import { takeIdentifier } from '../src/modules/identity/server/person.store.ts';
import { listProgress, sendEvents, getLesson } from '../src/modules/learning/index.ts';
import { foldAll } from '../src/modules/movement/server.ts';
import type { Identity } from '../src/platform/http/module.ts';
import { newUuid } from '../src/platform/ids/uuid7.ts';
import { signInStaff } from '../src/server/testing-staff.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../src/server/testing.ts';

const LESSON = 'bat-dien-thoai-chu-to';
const COMMUNE = 117329;
let server: TestApi;
let steps: string[];
beforeAll(async () => {
  server = await startTestApi();
  useOutcomes();
  steps = (await server.browser().call(getLesson, { params: { lesson: LESSON } })).body.steps.map(
    (step: { id: string }) => step.id,
  );
});
afterAll(() => server?.close());

const rows = async (text: string, values: unknown[] = []) =>
  (await server.database.pool.query(text, values)).rows;
const learn = (phone: TestBrowser, step: number) =>
  phone.call(sendEvents, {
    body: {
      events: [
        { id: newUuid(), kind: 'step-seen', lesson: LESSON, step: steps[step], at: '2026-11-20T08:00:00Z' },
      ],
    },
  });
const account = async (phone: TestBrowser, options: Parameters<typeof signIn>[2] = {}) =>
  signIn(server.services, phone, {
    partKey: 4 + Math.floor(Math.random() * 40),
    consents: ['confirmation'],
    ...options,
  });
async function giveNumber(person: Identity, number: string): Promise<void> {
  const { db, master } = server.services;
  await takeIdentifier(db as never, {
    hash: hashIdentifier(master, 'national-id', number),
    kind: 'national-id',
    person,
    sealed: await sealFor(server.services, person, 'identity.national-id', number),
  });
}
/** Both signed in, each on a phone of its own, the code of the first typed at the second. */
async function typed(first: TestBrowser, second: TestBrowser) {
  const { code } = (await first.call(api.beginJoin, { body: {} })).body;
  return second.call(api.takeJoinCode, { body: { code } });
}
const confirm = (phone: TestBrowser) => phone.call(api.confirmJoin, { body: {} });
/** People confirmed in the nation, as the folded figures say and as the facts behind them do. */
const counted = async () => {
  await server.drain();
  await foldAll(server.services);
  const [{ num }] = await rows(
    "SELECT coalesce(sum(num), 0)::int AS num FROM movement.figures WHERE unit_id = 1 AND indicator = 'adults-confirmed'",
  );
  const facts = await rows('SELECT DISTINCT person_id FROM movement.facts');
  return { figures: num as number, people: facts.length };
};

describe('two accounts of one person', () => {
  test('become one: lessons, confirmations, ways to sign in, and she is counted once', async () => {
    const [phone, other] = [server.browser(), server.browser()];
    const older = await account(phone, { homeUnitId: COMMUNE, name: 'Nguyễn Thị Lan' });
    const vneid = await account(other, { name: 'Nguyễn Thị Lan', consents: ['confirmation'] });
    await giveNumber(vneid, '038158001234');
    await learn(phone, 0);
    await learn(other, 1);
    await pass(server.services, older);
    await pass(server.services, vneid);
    const before = await counted();
    const [paper] = (await phone.call(listMine)).body.credentials;

    expect((await typed(phone, other)).status).toBe(200);
    // Typing moves nothing, and only the phone that made the code confirms.
    expect((await confirm(other)).body).toEqual({ joined: false });
    const { body: seen } = await phone.call(api.getJoin);
    expect(seen).toMatchObject({ state: 'ready', preview: { fault: null, stays: { hasNumber: true } } });
    expect(seen.preview.goes.counts).toContainEqual({ of: 'credentials.credentials', count: 1 });
    expect((await confirm(phone)).body).toEqual({ joined: true });

    const { body: me } = await phone.call(api.getMe);
    expect(me).toMatchObject({ signedIn: true, name: 'Nguyễn Thị Lan', homeUnitId: COMMUNE });
    const mine = (await phone.call(listMine)).body.credentials;
    expect(mine).toHaveLength(2);
    expect((await phone.call(listProgress)).body.progress).toMatchObject([{ seen: 2 }]);
    expect(before).toEqual({ figures: 2, people: 2 });
    expect(await counted()).toEqual({ figures: 1, people: 1 });
    // What was given stays as it was: its code, its signature, its paper.
    expect((await server.browser().call(verifyCode, { params: { code: paper.code } })).body.status).toBe(
      'valid',
    );
    const document = await phone.send(`/api/credentials/mine/${paper.id}/document`);
    const jwt = new TextDecoder().decode(document.bytes);
    expect((await server.browser().call(verifyDocument, { body: { jwt } })).body.verdict).toBe('valid');
    expect((await phone.call(getPdf, { params: { id: paper.id } })).status).toBe(200);
    const [trace] = await rows(
      "SELECT subject_id, detail FROM identity.audit WHERE action = 'identity.join'",
    );
    expect(trace).toMatchObject({
      subject_id: vneid.personId,
      detail: { from: older.personId, by: 'herself' },
    });
    // Nothing of hers stands under the one that went, and confirming again joins nothing more.
    for (const table of [
      'learning.events',
      'credentials.credentials',
      'movement.facts',
      'identity.identifiers',
    ])
      expect(await rows(`SELECT 1 FROM ${table} WHERE person_id = $1`, [older.personId])).toEqual([]);
    expect((await confirm(phone)).body).toEqual({ joined: false });
  });

  test('are proven in one browser by signing in to the second, and a no about either is a no', async () => {
    const phone = server.browser();
    const first = await account(phone);
    await consent(server.services, first, 'public-verification-name', false);
    await phone.call(api.beginJoin, { body: {} });
    const second = await account(phone, { consents: ['public-verification-name'] });
    await giveNumber(second, '038158009999');
    expect((await phone.call(api.getJoin)).body.state).toBe('ready');
    expect((await confirm(phone)).body).toEqual({ joined: true });
    const { consents } = (await phone.call(api.listConsents)).body;
    expect(
      consents.find((one: { purpose: string }) => one.purpose === 'public-verification-name').given,
    ).toBe(false);
  });

  test('a learner whom two volunteers gave a card has one of them, and the other card opens nothing', async () => {
    const cards: { phone: TestBrowser; card: api.LearnerCard }[] = [];
    for (const step of [0, 1]) {
      const phone = server.browser();
      const profile = newUuid();
      await phone.call(api.addProfile, { body: { id: profile, name: 'Bà Năm', picture: 'lotus' } });
      await learn(phone, step);
      const { body: card } = await phone.call(api.issueCard, {
        params: { profile },
        body: { id: newUuid() },
      });
      cards.push({ phone, card });
    }
    const [{ phone, card: kept }, { phone: elsewhere, card }] = cards as [
      (typeof cards)[0],
      (typeof cards)[0],
    ];
    const wrong = await phone.call(api.proveByCard, {
      body: { card: card.number, pictures: card.pictures.toReversed() },
    });
    expect(wrong.status).toBe(401);
    const { body } = await phone.call(api.proveByCard, {
      body: { card: card.number, pictures: card.pictures },
    });
    expect(body).toMatchObject({ state: 'ready', preview: { fault: null } });
    expect((await confirm(phone)).body).toEqual({ joined: true });
    for (const one of [phone, elsewhere])
      expect((await one.call(listProgress)).body.progress).toMatchObject([{ seen: 2 }]);
    expect((await phone.call(api.findCard, { params: { card: card.number } })).status).toBe(404);
    expect((await phone.call(api.findCard, { params: { card: kept.number } })).status).toBe(200);
  });
});

describe('joining is refused', () => {
  test('for two identity numbers, two birth dates, staff, the same account, and nobody', async () => {
    const [one, two] = [server.browser(), server.browser()];
    const first = await account(one);
    const second = await account(two);
    await giveNumber(first, '038158001111');
    await giveNumber(second, '038158002222');
    await typed(one, two);
    expect((await one.call(api.getJoin)).body.preview.fault).toBe('join-different-people');
    expect((await confirm(one)).body.code).toBe('identity/join-different-people');
    const { code } = (await one.call(api.beginJoin, { body: {} })).body;
    expect((await one.call(api.takeJoinCode, { body: { code } })).body.code).toBe('identity/join-same');
    const officer = server.browser();
    await signInStaff(server, officer, 'clerk', COMMUNE);
    expect((await officer.call(api.beginJoin, { body: {} })).body.code).toBe('identity/join-staff');
    expect((await officer.call(api.takeJoinCode, { body: { code } })).body.code).toBe('identity/join-staff');
    expect((await server.browser().call(api.beginJoin, { body: {} })).status).toBe(401);
    expect((await server.browser().call(api.takeJoinCode, { body: { code } })).status).toBe(401);
    for (const person of [first, second])
      expect(await rows('SELECT adopted_id FROM identity.persons WHERE id = $1', [person.personId])).toEqual([
        { adopted_id: null },
      ]);
  });

  test('with a code that is old, used, taken by another, or guessed too often', async () => {
    const [one, two, third] = [server.browser(), server.browser(), server.browser()];
    await account(one);
    await account(two);
    await account(third);
    const { code } = (await one.call(api.beginJoin, { body: {} })).body;
    await two.call(api.takeJoinCode, { body: { code } });
    expect((await third.call(api.takeJoinCode, { body: { code } })).body.code).toBe(
      'identity/join-code-gone',
    );
    server.clock.now = new Date(server.clock.now.getTime() + 16 * 60_000);
    expect((await confirm(one)).body.code).toBe('identity/join-code-gone');
    let status = 0;
    for (let guess = 0; guess < 7 && status !== 429; guess++)
      status = (await third.call(api.takeJoinCode, { body: { code: '1234 5678' } })).status;
    expect(status).toBe(429);
  });
});

describe('with one sign-in lost', () => {
  test('one officer asks, another decides, and only of people of their unit', async () => {
    const [phone, lostPhone] = [server.browser(), server.browser()];
    const here = await account(phone, { homeUnitId: COMMUNE, name: 'Nguyễn Thị Lan' });
    const lost = await account(lostPhone, { homeUnitId: COMMUNE, name: 'Nguyễn Thị Lan' });
    await pass(server.services, lost);
    await server.drain();
    const [{ code: paper }] = (await lostPhone.call(listMine)).body.credentials;
    const officer = async (role: string, unit = COMMUNE) => {
      const desk = server.browser();
      await signInStaff(server, desk, role, unit);
      return desk;
    };
    const [first, second, clerk] = [
      await officer('administrator'),
      await officer('assessment-officer'),
      await officer('clerk'),
    ];
    const elsewhere = await officer('administrator', 100004);
    const codeOf = async (one: TestBrowser) =>
      (await one.call(api.beginJoin, { body: {} })).body.code as string;
    const ask = (desk: TestBrowser, code: string, changes: Record<string, string> = {}, unit = COMMUNE) =>
      desk.call(api.askJoining, {
        params: { unit },
        body: {
          id: newUuid(),
          code,
          lost: paper,
          reason: 'Mất số điện thoại, đã đối chiếu thẻ.',
          ...changes,
        },
      });
    const code = await codeOf(phone);
    expect((await ask(server.browser(), code)).status).toBe(401);
    expect((await ask(clerk, code)).status).toBe(404);
    expect((await ask(elsewhere, code)).status).toBe(404);
    expect((await ask(first, code, { reason: 'x' })).status).toBe(422);
    expect((await ask(first, '1234 5678')).body.code).toBe('identity/join-code-gone');
    expect((await ask(first, code, { lost: 'K7QM-3XWD-9HTB' })).body.code).toBe('identity/join-not-found');
    expect((await ask(elsewhere, code, {}, 100004)).body.code).toBe('identity/join-not-found');
    const id = newUuid();
    const { body: asked } = await ask(first, code, { id });
    expect(asked).toMatchObject({ id, state: 'open', mine: true, preview: { fault: null } });
    expect((await ask(first, code, { id })).body.id).toBe(id);
    const decide = (desk: TestBrowser, approve = true) =>
      desk.call(api.decideJoining, { params: { unit: COMMUNE, joining: id }, body: { approve } });
    expect((await decide(first)).body.code).toBe('identity/join-own');
    expect((await decide(clerk)).status).toBe(404);
    expect((await decide(elsewhere)).status).toBe(404);
    for (let again = 0; again < 2; again++)
      expect((await decide(second)).body).toMatchObject({ state: 'approved', preview: null });
    expect((await phone.call(listMine)).body.credentials).toMatchObject([{ code: paper }]);
    const [{ subject_id, detail }] = await rows(
      "SELECT subject_id, detail FROM identity.audit WHERE action = 'identity.join' AND detail->>'by' = 'officers'",
    );
    expect([subject_id, detail.from].toSorted()).toEqual([here.personId, lost.personId].toSorted());
  });
});
