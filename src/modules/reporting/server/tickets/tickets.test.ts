import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { movement } from '#modules/movement/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../../server/testing.ts';
import { listTickets, openTicket, stepTicket, type TicketView } from '../../domain/tickets/contract.ts';
import { reporting } from '../../server.ts';
import { as, CITY, FORM, QUARTER, WARD } from '../testing.ts';

const NATION = 1;
let api: TestApi;
let ward: TestBrowser;
let city: TestBrowser;
let nation: TestBrowser;
const on = async (day: string) => {
  api.clock.now = new Date(`${day}T03:00:00Z`);
  [ward, city, nation] = await Promise.all([
    as(api, 'clerk', WARD),
    as(api, 'leader', CITY),
    as(api, 'clerk', NATION),
  ]);
};
const ask = (browser: TestBrowser, ticket: string, more: object = {}, unit = WARD) =>
  browser.call(openTicket, {
    params: { unit, ticket },
    body: { subject: 'Thiếu máy chiếu', body: 'Hai nhà văn hoá chưa có.', report: null, ...more },
  });
const step = (browser: TestBrowser, unit: number, ticket: string, what: string, words = '', id = newUuid()) =>
  browser.call(stepTicket, { params: { unit, ticket }, body: { id, step: what, words } });
const see = async (browser: TestBrowser, unit: number, id: string): Promise<TicketView> =>
  (await browser.call(listTickets, { params: { unit } })).body.tickets.find(
    (one: TicketView) => one.id === id,
  );

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, plans, movement, reporting] });
  await on('2026-09-16');
});
afterAll(() => api.close());

test('a ward asks its city, once, and the city has ten working days', async () => {
  const id = newUuid();
  const report = { form: FORM, period: QUARTER };
  expect(await ask(ward, id, { report })).toMatchObject({
    status: 200,
    body: { state: 'open', due: '2026-09-30' },
  });
  expect(await ask(ward, id, { report })).toMatchObject({ status: 200, body: { due: '2026-09-30' } });
  expect((await ask(ward, id, { subject: 'Khác' })).body.code).toBe('reporting/repeat-differs');
  expect(await see(city, CITY, id)).toMatchObject({
    unit: { id: WARD },
    holder: { id: CITY },
    report,
    overdue: false,
    may: ['answer', 'pass'],
  });
  expect((await see(ward, WARD, id)).may).toEqual(['close']);

  await on('2026-10-01');
  expect(await see(city, CITY, id)).toMatchObject({ overdue: true });
  const answer = newUuid();
  expect((await step(city, CITY, id, 'answer', 'Cấp trong tháng 10.', answer)).body.state).toBe('answered');
  expect((await step(city, CITY, id, 'answer', 'Cấp trong tháng 10.', answer)).body.state).toBe('answered');
  expect((await step(city, CITY, id, 'answer', 'Khác.', answer)).body.code).toBe('reporting/repeat-differs');
  expect(await see(ward, WARD, id)).toMatchObject({ overdue: false, may: ['close', 'reopen'] });

  expect((await step(ward, WARD, id, 'reopen', 'Chưa thấy.')).body).toMatchObject({
    state: 'open',
    due: '2026-10-15',
  });
  await step(city, CITY, id, 'answer', 'Đã giao.');
  expect((await step(ward, WARD, id, 'close')).body.state).toBe('closed');
  const { history } = await see(ward, WARD, id);
  expect(history.map(({ act }) => act)).toEqual(['open', 'answer', 'reopen', 'answer', 'close']);
});

test('what the city cannot answer goes on upward with the whole time again, and stays in its sight', async () => {
  await on('2026-10-05');
  const id = newUuid();
  await ask(ward, id);
  await on('2026-10-12');
  expect((await step(city, CITY, id, 'pass', 'Vượt thẩm quyền.')).body).toMatchObject({
    state: 'open',
    due: '2026-10-26',
  });
  expect(await see(city, CITY, id)).toMatchObject({ holder: { id: NATION }, may: [] });
  expect((await step(city, CITY, id, 'answer', 'Không')).body.code).toBe('reporting/ticket-step');
  expect((await see(nation, NATION, id)).may, 'nobody stands above the nation').toEqual(['answer']);
  await step(nation, NATION, id, 'answer', 'Đã ghi nhận.');
  expect(await see(ward, WARD, id)).toMatchObject({ state: 'answered' });
});

test('a unit speaks for itself, says something, and only what is its own to say', async () => {
  const id = newUuid();
  await ask(ward, id);
  const administrator = await as(api, 'administrator', WARD);
  const stranger = await as(api, 'clerk', 1040);
  expect((await api.browser().call(listTickets, { params: { unit: WARD } })).status).toBe(401);
  expect((await stranger.call(listTickets, { params: { unit: WARD } })).status).toBe(404);
  expect((await ask(api.browser(), newUuid())).status).toBe(401);
  expect((await ask(stranger, newUuid())).status).toBe(404);
  expect((await ask(administrator, newUuid())).body.code).toBe('reporting/unit-asks');
  expect((await ask(city, newUuid())).body.code, 'from above').toBe('reporting/unit-asks');
  expect((await ask(nation, newUuid(), {}, NATION)).body.code).toBe('reporting/nobody-above');
  expect((await ask(ward, newUuid(), { body: ' \n ' })).body.code).toBe('reporting/words-needed');
  const report = { form: FORM, period: '2031-Q1' };
  expect((await ask(ward, newUuid(), { report })).body.code).toBe('reporting/report-not-found');
  expect((await ask(ward, 'not-an-id')).status).toBe(422);
  expect((await ask(city, id, {}, CITY)).body.code, 'an id of another unit').toBe('reporting/repeat-differs');

  expect((await step(stranger, 1040, id, 'answer', 'Có')).body.code).toBe('reporting/ticket-not-found');
  expect((await step(ward, WARD, id, 'answer', 'Tự trả lời')).body.code).toBe('reporting/ticket-step');
  expect((await step(city, CITY, id, 'close')).body.code).toBe('reporting/ticket-step');
  expect((await step(city, CITY, id, 'answer', ' ')).body.code).toBe('reporting/words-needed');
  expect((await step(city, CITY, newUuid(), 'answer', 'Có')).body.code).toBe('reporting/ticket-not-found');
  expect((await step(city, CITY, id, 'burn', 'Có')).status).toBe(422);
  expect(await see(city, CITY, id)).toMatchObject({ state: 'open' });
});
