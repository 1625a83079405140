// The calendar is read by a parser, and mails are taken by a server, that share nothing with the program.
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStaff, identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { plans } from '#modules/plans/server.ts';
import { systemContext } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi, type TestBrowser } from '../../../server/testing.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import { addTask, assignTask } from '../domain/contract.ts';
import * as reminder from '../domain/reminder-contract.ts';
import { tasks } from '../server.ts';
import { sendReminders } from './remind.ts';

const UNIT = 1040;
const TITLE =
  'Mở lớp học số buổi tối cho người cao tuổi, đồng bào ở bản xa; mỗi khối ít nhất một lớp, có người hỗ trợ \\ cầm tay chỉ việc';
const modules = [identity, organisations, plans, tasks];
const mails: { to: string[]; source: string }[] = [];
let refuses = false;
let server: SMTPServer;
let api: TestApi;
let clerk: TestBrowser;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refuses) return callback(new Error('full'));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(parts).toString('utf8') });
        return callback();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as AddressInfo;
  api = await startTestApi({ modules, env: { BDHVS_SMTP_URL: `smtp://127.0.0.1:${port}` } });
  api.clock.now = new Date('2026-11-10T03:00:00Z');
  clerk = await staffAt(UNIT);
  for (const [kind, dueOn] of [
    ['dated', '2026-11-14'],
    ['continuous', null],
  ]) {
    const id = newUuid();
    const body = {
      id,
      number: '',
      title: TITLE,
      content: '',
      product: 'Danh sách lớp, ảnh',
      leadWords: '',
      coordinatingWords: '',
      kind,
      dueOn,
    };
    await clerk.call(addTask, { params: { unit: UNIT }, body });
    const nobody = { units: [], groups: [] };
    await clerk.call(assignTask, {
      params: { unit: UNIT, task: id },
      body: { lead: { units: [{ unitId: UNIT, words: '' }], groups: [] }, coordinating: nobody },
    });
  }
});
afterAll(async () => {
  await api.close();
  await new Promise<void>((done) => server.close(() => done()));
});

/** Staff with a key of her own, under which her address is sealed. */
async function staffAt(unitId: number, role: 'clerk' | 'content-editor' = 'clerk'): Promise<TestBrowser> {
  const browser = api.browser();
  const { personId } = await signInStaff(api, browser, role, unitId);
  const made = await api.services.db.transaction().execute((tx) =>
    createStaff(tx, systemContext(api.services, newUuid()), {
      login: `c${personId.slice(-8)}`,
      name: 'Cán bộ thử',
      grants: [{ role, unitId }],
    }),
  );
  // The session that was opened becomes hers.
  await api.database.pool.query(
    'UPDATE identity.sessions SET part_key = $1, person_id = $2 WHERE person_id = $3',
    [made.partKey, made.personId, personId],
  );
  return browser;
}
const mailOf = ({ source }: { source: string }) =>
  Buffer.from(source.slice(source.indexOf('\r\n\r\n')).replaceAll('\r\n', ''), 'base64').toString('utf8') +
  decodeQuoted(source);
const decodeQuoted = (source: string) =>
  Buffer.from(
    source
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

describe('a calendar', () => {
  test('holds deadlines as whole days, with every Vietnamese letter, and ends when another is made', async () => {
    const make = async () => (await clerk.call(reminder.makeCalendar, { body: {} })).body.calendar as string;
    const read = (url: string) => api.browser().send(new URL(url).pathname);
    const first = await make();
    const reply = await read(first);
    expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = reply.body as string;
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    const parsed = events.map((one) => new ICAL.Event(one));
    // Once as what the unit does, once as what it gave.
    expect(parsed.map(({ summary }) => summary).sort()).toEqual([TITLE, `Đã giao: ${TITLE}`].sort());
    expect(parsed.map(({ startDate }) => [startDate.isDate, startDate.toString()])).toEqual([
      [true, '2026-11-14'],
      [true, '2026-11-14'],
    ]);
    expect(parsed[0]!.description).toContain('Sản phẩm: Danh sách lớp, ảnh');
    expect(new Set(parsed.map(({ uid }) => uid)).size).toBe(2);

    const second = await make();
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    const wrong = second.replace(/.\.ics$/, (end) => `${end[0] === 'A' ? 'B' : 'A'}.ics`);
    expect((await read(wrong)).body.code).toBe('tasks/feed-not-found');
    // Rights that were taken away take the calendar's lines along.
    await api.database.pool.query('UPDATE identity.grants SET ended_at = now() WHERE unit_id = $1', [UNIT]);
    expect((await read(second)).body).not.toContain('VEVENT');
    await api.database.pool.query('UPDATE identity.grants SET ended_at = NULL WHERE unit_id = $1', [UNIT]);
    await clerk.call(reminder.endCalendar, { body: {} });
    expect((await read(second)).status).toBe(404);
  });
});

describe('reminders by mail', () => {
  test('go to a confirmed address, each once, and again when the server did not take them', async () => {
    const context = systemContext(api.services, newUuid());
    const address = 'can.bo@example.vn';
    expect((await clerk.call(reminder.setAddress, { body: { address } })).body).toEqual({ sent: true });
    expect(await sendReminders(context)).toBe(0);
    expect(mails.map(({ to }) => to)).toEqual([[address]]);
    const [, code] = /\?ma=([0-9a-f]{32})/.exec(mailOf(mails[0]!)) ?? [];
    const confirm = (value: string) => clerk.call(reminder.confirmAddress, { body: { code: value } });
    expect((await confirm('0'.repeat(32))).status).toBe(404);
    expect((await confirm(code!)).body).toEqual({ confirmed: true });
    expect((await confirm(code!)).status).toBe(404);

    refuses = true;
    expect(await sendReminders(context)).toBe(0);
    refuses = false;
    expect(await sendReminders(context)).toBe(1);
    expect(await sendReminders(context)).toBe(0);
    const said = mailOf(mails[1]!);
    expect(said).toContain('sắp đến hạn, hạn 14/11/2026');
    expect(said).toContain('/ban-lam-viec/nhac-viec');
    expect(mails[1]!.source).toMatch(/^Auto-Submitted: auto-generated/m);

    // Another day brings what is new about it, and nothing else.
    api.clock.now = new Date('2026-11-15T03:00:00Z');
    expect(await sendReminders(context)).toBe(1);
    expect(mailOf(mails[2]!)).toContain('quá hạn');
    expect(await sendReminders(context)).toBe(0);
    api.clock.now = new Date('2026-11-10T03:00:00Z');
  });

  test('are set by staff whom tasks concern, and are off without a mail server', async () => {
    expect((await api.browser().call(reminder.getReminderSettings)).status).toBe(401);
    const editor = await staffAt(UNIT, 'content-editor');
    expect((await editor.call(reminder.makeCalendar, { body: {} })).status).toBe(404);
    for (const address of ['', 'không phải', 'a@b', `${'a'.repeat(250)}@example.vn`])
      expect((await clerk.call(reminder.setAddress, { body: { address } })).status).toBe(422);
    expect((await clerk.call(reminder.getReminderSettings)).body).toMatchObject({
      mailOn: true,
      address: 'can.bo@example.vn',
      confirmed: true,
    });
    expect((await clerk.call(reminder.removeAddress, { body: {} })).body).toEqual({ removed: true });
    expect((await clerk.call(reminder.removeAddress, { body: {} })).body).toEqual({ removed: false });
    (api.services.config as { BDHVS_SMTP_URL?: string | undefined }).BDHVS_SMTP_URL = undefined;
    const off = await clerk.call(reminder.setAddress, { body: { address: 'can.bo@example.vn' } });
    expect(off.body.code).toBe('tasks/mail-off');
    expect(await sendReminders(systemContext(api.services, newUuid()))).toBe(0);
  });
});
