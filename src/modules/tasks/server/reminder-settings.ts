import { createHash, randomBytes } from 'node:crypto';
import { audit, openFor, sealFor } from '#modules/identity/server.ts';
import { unitsOf } from '#modules/organisations/server.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import type { Identity } from '#platform/http/module.ts';
import type { ReminderSettings } from '../domain/reminder-contract.ts';
import { refuse } from '../domain/refusals.ts';
import { addressOf } from './calendar.ts';
import { mailIsOn, sendMail } from './mail.ts';
import * as store from './reminders.store.ts';
import { READERS, type Asking } from './rights.ts';

export const FIELD = 'tasks.address';
const LINK_HOURS = 24;

const digestOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** The member of staff who asks, when tasks concern her. @throws Refusal organisations/sign-in-first, organisations/not-found */
async function staffOf(context: Asking): Promise<Identity> {
  const { actor } = context;
  if (actor.kind !== 'person' || actor.anonymous) throw new Refusal('organisations/sign-in-first', 401);
  const concerned = (await unitsOf(context)).some(({ roles }) =>
    roles.some((role) => (READERS as readonly string[]).includes(role)),
  );
  if (!concerned) throw new Refusal('organisations/not-found', 404);
  return actor;
}

export async function readSettings(context: Asking): Promise<ReminderSettings> {
  const person = await staffOf(context);
  const [calendar, address] = await Promise.all([
    store.findCalendarOf(context.db, person),
    store.findAddress(context.db, person),
  ]);
  return {
    calendar: calendar ? addressOf(context, person.partKey, calendar) : null,
    mailOn: mailIsOn(context),
    address: address ? await openFor(context, person, FIELD, address.sealed) : null,
    confirmed: address?.confirmed_at != null,
  };
}

/** An earlier address ends. */
export async function makeCalendar(context: Asking): Promise<{ calendar: string }> {
  const person = await staffOf(context);
  const id = context.newId();
  await context.db.transaction().execute(async (tx) => {
    await store.putCalendar(tx, person, id, context.now());
    await audit(tx, context, { action: 'tasks.make-calendar', subject: person });
  });
  return { calendar: addressOf(context, person.partKey, id) };
}

export async function endCalendar(context: Asking): Promise<{ ended: boolean }> {
  const person = await staffOf(context);
  return { ended: await store.deleteCalendar(context.db, person) };
}

/**
 * Sends a link to the address: nobody is reminded who did not ask for it.
 *
 * @throws Refusal tasks/mail-off, tasks/mail-failed
 */
export async function setAddress(context: Asking, address: string): Promise<{ sent: boolean }> {
  const person = await staffOf(context);
  if (!mailIsOn(context)) refuse('mail-off');
  const code = randomBytes(16).toString('hex');
  await store.putAddress(context.db, {
    part_key: person.partKey,
    person_id: person.personId,
    sealed: await sealFor(context, person, FIELD, address),
    code_digest: digestOf(code),
    code_until: new Date(context.now().getTime() + LINK_HOURS * 3_600_000),
    confirmed_at: null,
  });
  const link = `${context.config.publicUrl}/ban-lam-viec/nhac-viec?ma=${code}`;
  await sendMail(context, {
    to: address,
    subject: 'Xác nhận nhận thư nhắc việc',
    text: [
      'Có người đăng ký nhận thư nhắc việc của Bình dân học vụ số vào địa chỉ này.',
      '',
      'Nếu là anh, chị: đăng nhập rồi mở đường dẫn dưới đây trong 24 giờ.',
      link,
      '',
      'Nếu không phải thì bỏ qua thư này, sẽ không có thư nào nữa.',
      '',
    ].join('\n'),
  }).catch((error: unknown) => {
    context.log.warn({ err: error }, 'mail');
    refuse('mail-failed');
  });
  return { sent: true };
}

/** @throws Refusal tasks/link-not-found */
export async function confirmAddress(context: Asking, code: string): Promise<{ confirmed: boolean }> {
  const person = await staffOf(context);
  const row = await store.findAddress(context.db, person);
  const valid = row && row.code_digest === digestOf(code) && row.code_until > context.now();
  if (!valid) refuse('link-not-found');
  await store.setConfirmed(context.db, person, context.now());
  return { confirmed: true };
}

export async function removeAddress(context: Asking): Promise<{ removed: boolean }> {
  const person = await staffOf(context);
  return { removed: await store.deleteAddress(context.db, person) };
}
