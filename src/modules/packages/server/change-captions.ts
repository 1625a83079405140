import { audit } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Language, Person } from '#platform/http/context.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import { readCaptions } from '../domain/captions.ts';
import { refuse } from '../domain/refusals.ts';
import en from '../messages/en.json' with { type: 'json' };
import vi from '../messages/vi.json' with { type: 'json' };
import { deleteCaptions, putCaptions } from './captions.store.ts';
import { EDITORS } from './import-package.ts';
import { lockPackage, type PackageRow } from './packages.store.ts';
import type { PackagesTables } from './tables.ts';
import { ownPackage } from './view.ts';

type Asking = Context<PackagesTables>;
type Place = { readonly package: string; readonly language: ContentLanguage };

/**
 * Takes in the captions of a film or a sound in one language, in place of those it had. The same again is nothing new.
 *
 * @throws Refusal packages/captions-faulty with the line of each fault; packages/captions-not-here the package is no
 *   film and no sound; packages/not-now it is before learners: taken back first, it is looked at again with its captions
 */
export async function changeCaptions(
  context: Asking,
  place: Place,
  text: string,
): Promise<{ cues: number; seconds: number }> {
  await ownPackage(context, place.package, EDITORS);
  const { cues, faults } = readCaptions(text);
  if (faults.length > 0)
    refuse('captions-faulty', { faults: faults.map((one) => say(context.language, one)) });
  await change(context, place, (tx) => {
    const { personId, partKey } = context.actor as Person;
    return putCaptions(tx, {
      package_id: place.package,
      language: place.language,
      cues,
      added_at: context.now(),
      added_by: personId,
      added_by_key: partKey,
    });
  });
  return { cues: cues.length, seconds: Math.ceil(cues.at(-1)!.to) };
}

/** Takes them away; where there are none, nothing happens. @throws Refusal as {@link changeCaptions} */
export async function removeCaptions(context: Asking, place: Place): Promise<Record<string, never>> {
  await ownPackage(context, place.package, EDITORS);
  await change(context, place, (tx) => deleteCaptions(tx, place.package, place.language));
  return {};
}

async function change(
  context: Asking,
  { package: id, language }: Place,
  work: (tx: Tx<PackagesTables>) => Promise<void>,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const row: PackageRow = (await lockPackage(tx, id)) ?? refuse('package-not-found');
    if (row.kind !== 'recording') refuse('captions-not-here');
    if (row.state === 'published') refuse('not-now');
    await work(tx);
    await audit(tx, context, {
      action: 'packages.captions',
      unitId: row.unit_id,
      detail: { package: id, language },
    });
  });
}

function say(language: Language, { line, code }: { readonly line: number; readonly code: string }) {
  const messages: Readonly<Record<string, string>> = { vi, en }[language];
  const place = (messages['captions.line'] ?? '').replace('{line}', String(line));
  return { at: String(line), what: `${place}: ${messages[`captions.fault.${code}`] ?? code}` };
}
