import { openFor } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { Reason } from '../domain/attention.ts';
import { remindersOf, type Reminder } from './attention.ts';
import { unitsReminded } from './calendar.ts';
import { mailIsOn, sendMail } from './mail.ts';
import { FIELD } from './reminder-settings.ts';
import { claimReminders, deleteSentBefore, listConfirmed, type AddressRow } from './reminders.store.ts';
import type { TasksTables } from './tables.ts';

/** Lines in one mail; the rest is on the page. */
const MOST_LINES = 20;
const KEPT_DAYS = 400;

const WORDS: Readonly<Record<Reason, string>> = {
  overdue: 'quá hạn',
  'due-soon': 'sắp đến hạn',
  'sent-back': 'cần làm lại',
  new: 'việc mới',
  declined: 'bị trả lại',
  reported: 'chờ xác nhận',
};

/**
 * Sends what has not been sent yet to everybody who asked for it, one mail each. A mail that the server does not take is
 * tried again the next time.
 *
 * @returns how many mails were sent
 */
export async function sendReminders(context: Context<TasksTables>): Promise<number> {
  if (!mailIsOn(context)) return 0;
  const today = vietnamDay(context.now());
  let sent = 0;
  for (const row of await listConfirmed(context.db)) {
    const person = { partKey: row.part_key, personId: row.person_id };
    const reminders = await remindersOf(context, await unitsReminded(context, person), today);
    const done = await sendOnce(context, person, row, reminders).catch((error: unknown) => {
      context.log.warn({ err: error }, 'reminder mail');
      return false;
    });
    if (done) sent += 1;
  }
  await deleteSentBefore(context.db, new Date(context.now().getTime() - KEPT_DAYS * 86_400_000));
  return sent;
}

/** What was claimed is given back when the mail does not go out. */
async function sendOnce(
  context: Context<TasksTables>,
  person: Identity,
  { sealed }: AddressRow,
  reminders: readonly Reminder[],
): Promise<boolean> {
  const tree = await treeOf(context.db);
  return context.db.transaction().execute(async (tx) => {
    const keys = [...new Set(reminders.map(({ key }) => key))];
    const fresh = await claimReminders(tx, person, keys, context.now());
    const own = reminders.filter(({ key }) => fresh.has(key));
    if (own.length === 0) return false;
    const to = await openFor({ db: tx, master: context.master }, person, FIELD, sealed);
    await sendMail(context, {
      to,
      ...letterOf(own, context.config.publicUrl, (id) => tree.find(id)?.name ?? ''),
    });
    return true;
  });
}

function letterOf(
  reminders: readonly Reminder[],
  site: string,
  nameOf: (unit: number) => string,
): { subject: string; text: string } {
  const counts = (Object.keys(WORDS) as Reason[])
    .map((reason) => ({ reason, count: reminders.filter((one) => one.reason === reason).length }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `${count} ${WORDS[reason]}`)
    .join(', ');
  const lines = reminders
    .slice(0, MOST_LINES)
    .flatMap(({ reason, title, unitId, forUnit, task, dueOn }) => [
      `- ${title}`,
      `  ${[WORDS[reason], dueOn && `hạn ${dueOn.split('-').reverse().join('/')}`, nameOf(unitId)].filter(Boolean).join(', ')}`,
      `  ${site}/ban-lam-viec/${forUnit}/nhiem-vu/${task}`,
      '',
    ]);
  const more = reminders.length - MOST_LINES;
  return {
    subject: `Nhắc việc: ${counts}`,
    text: [
      ...lines,
      ...(more > 0 ? [`Còn ${more} việc nữa trên trang Nhiệm vụ.`, ''] : []),
      `Thôi nhận thư này: ${site}/ban-lam-viec/nhac-viec`,
      '',
    ].join('\n'),
  };
}
