import { Obstacle } from '#platform/database/explain.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import en from '../messages/en.json' with { type: 'json' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @throws Obstacle when it is no id */
export function readId(text: string | undefined): string {
  if (!text || !UUID.test(text)) throw new Obstacle(`${text} is no id of a receiver; see "receivers list"`);
  return text;
}

/** The end of a day in Vietnam. @throws Obstacle when it is no day */
export function readDay(text: string): Date {
  const at = new Date(`${text}T24:00:00+07:00`);
  if (!DAY.test(text) || Number.isNaN(at.getTime()))
    throw new Obstacle(`${text} is no day; write YYYY-MM-DD`);
  return at;
}

/** Words by comma, of those that there are. @throws Obstacle when there is no such one */
export function listOf<Word extends string>(text: string, known: readonly Word[], option: string): Word[] {
  const given = text.split(',').flatMap((one) => (one.trim() ? [one.trim()] : []));
  const strange = given.find((one) => !known.includes(one as Word));
  if (strange) throw new Obstacle(`there is no ${strange}; ${option} takes ${known.join(', ')}`);
  return given as Word[];
}

/** Says what an action refuses as a line of the command line. @throws Obstacle */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const words = (en as Readonly<Record<string, string>>)[`refusal.${error.code}`] ?? error.code;
    throw new Obstacle(
      words.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(error.detail?.[name] ?? '')),
    );
  }
}
