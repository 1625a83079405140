import { readProfile } from '#modules/identity/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';

/** Names of members of staff; null for one who is no longer known. */
export async function namesOf(
  context: Pick<Context, 'db' | 'master'>,
  people: readonly Identity[],
): Promise<(personId: string) => string | null> {
  const distinct = new Map(people.map((one) => [one.personId, one]));
  const names = new Map<string, string | null>();
  for (const [id, person] of distinct) names.set(id, (await readProfile(context, person)).name);
  return (personId) => names.get(personId) ?? null;
}
