import { entriesOf, assetUrl } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import { lexiconOf } from '#platform/text/plain/lexicon.ts';
import { lessonKind, surroundingsOf } from '#modules/learning/server.ts';
import { picturesOfStep, type Lesson } from '#modules/learning/index.ts';
import { checkDraft } from '../domain/check.ts';
import type { FaultView } from '../domain/contract.ts';
import type { DraftLesson } from '../domain/draft.ts';
import { digestOf } from '../domain/file.ts';
import { sayFault } from './say-fault.ts';
import { listRecordings } from './recordings.store.ts';
import { sizesOfPictures } from './shelf.store.ts';
import type { AuthoringTables } from './tables.ts';

type Asking = Context<AuthoringTables>;

/** A lesson of the content files. */
export function shippedLesson(context: Pick<Asking, 'content'>, id: string): Lesson | undefined {
  return entriesOf(context.content(), lessonKind).find(({ value }) => value.id === id)?.value;
}

const filesOf = (draft: DraftLesson): string[] => draft.steps.flatMap(picturesOfStep).map(({ file }) => file);

/** What is wrong with a draft, in the asker's language; and the lesson, when nothing has to be put right. */
export async function judge(
  context: Asking,
  lessonId: string,
  draft: DraftLesson,
): Promise<{ faults: FaultView[]; lesson: Lesson | undefined }> {
  const taken = filesOf(draft).filter((file) => file.endsWith('.webp'));
  const sizes = await sizesOfPictures(context.db, taken.map(digestOf));
  const spoken = (draft.recordings ?? []).flatMap(({ files }) => files.map(digestOf));
  const known = await listRecordings(context.db, [...new Set(spoken)]);
  const release = context.content();
  const shipped = surroundingsOf(release, lessonId);
  const { faults, lesson } = checkDraft(
    lessonId,
    draft,
    { ...shipped, sizeOf: (file) => sizes.get(digestOf(file)) ?? shipped.sizeOf(file) },
    lexiconOf(release),
    new Set([...known].map(([digest, { kind }]) => `${digest}.${kind}`)),
  );
  return { faults: faults.map((fault) => sayFault(context.language, fault)), lesson };
}

/** Where the editor's preview finds the pictures of a draft. */
export function addressesOf(context: Asking, lessonId: string, draft: DraftLesson): Record<string, string> {
  const release = context.content();
  return Object.fromEntries(
    filesOf(draft).flatMap((file) => {
      const url = file.endsWith('.webp')
        ? `/api/authoring/pictures/${file}`
        : assetUrl(release, `lessons/${lessonId}/${file}`);
      return url ? [[file, url]] : [];
    }),
  );
}
