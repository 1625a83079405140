import { randomFor, shuffle } from '../random.ts';

/** Real tasks on her own phone, shown to somebody who watches and does not help; words under `task.<id>`. */
export const tasks = ['call', 'photo', 'search', 'scam', 'qr', 'letters', 'map', 'service'] as const;
export type Task = (typeof tasks)[number];

export const TASKS_A_PERSON = 3;
/** So many done without help confirm a pass. */
export const TASKS_TO_CONFIRM = 2;

/** Three tasks for one person, always the same ones for the same key. */
export function tasksFor(key: string): Task[] {
  return shuffle(tasks, randomFor(key, 'mini-test')).slice(0, TASKS_A_PERSON);
}
