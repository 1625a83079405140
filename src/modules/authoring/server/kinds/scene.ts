import { libraryAt } from '#modules/learning/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Scene } from '#modules/practice/index.ts';
import { checkPictures } from '#modules/practice/server.ts';
import { lexiconOf } from '#platform/text/plain/lexicon.ts';
import type { DraftFault } from '../../domain/check.ts';
import { checkScene, DraftScene, titleOfScene } from '../../domain/scene.ts';
import { sayFault } from '../say-fault.ts';
import { NOTHING_BESIDE, type Asking, type DraftKind } from './kind.ts';

const lessonsOf = async (context: Asking, unit: number) =>
  libraryAt(context.content(), await treeOf(context.db), unit).cards;

export const sceneDraft: DraftKind<DraftScene> = {
  schema: DraftScene,
  titleOf: titleOfScene,
  judge: async (context, { lesson_id, unit_id }, content) => {
    const release = context.content();
    const lessons = await lessonsOf(context, unit_id);
    const fault = (code: string, at: DraftFault['at']): DraftFault => ({
      at,
      code,
      severity: 'error',
      params: {},
    });
    const { faults, source } = checkScene(lesson_id, content, lexiconOf(release), (scene: Scene) => [
      ...scene.lessons.flatMap((id, index) =>
        lessons.has(id) ? [] : [fault('lesson-gone', ['lessons', index])],
      ),
      ...checkPictures(scene, release).map(({ at }) => fault('picture-missing', at)),
    ]);
    return { faults: faults.map((one) => sayFault(context.language, one)), value: source };
  },
  surround: async (context, { unit_id }) => ({
    ...NOTHING_BESIDE,
    lessons: [...(await lessonsOf(context, unit_id)).values()].map(({ id, title, minutes, local }) => ({
      id,
      title: title[context.language],
      minutes,
      from: local,
    })),
  }),
  followsOf: () => null,
  recordingsOf: () => [],
};
