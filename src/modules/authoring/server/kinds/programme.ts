import { libraryAt } from '#modules/learning/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { checkProgramme, DraftProgramme } from '../../domain/programme.ts';
import { sayFault } from '../say-fault.ts';
import { NOTHING_BESIDE, type Asking, type DraftKind } from './kind.ts';

/** Lessons as readers of the unit have them: everybody's, and those of the unit and the units above it. */
const libraryOfUnit = async (context: Asking, unit: number) =>
  libraryAt(context.content(), await treeOf(context.db), unit);

export const programmeDraft: DraftKind<DraftProgramme> = {
  schema: DraftProgramme,
  titleOf: ({ title }) => title.vi,
  judge: async (context, { lesson_id, unit_id }, content) => {
    const { cards } = await libraryOfUnit(context, unit_id);
    const { faults, programme } = checkProgramme(lesson_id, content, (id) => cards.has(id));
    return { faults: faults.map((fault) => sayFault(context.language, fault)), value: programme };
  },
  surround: async (context, { unit_id }) => {
    const { cards } = await libraryOfUnit(context, unit_id);
    const lessons = [...cards.values()].map(({ id, title, minutes, local }) => ({
      id,
      title: title[context.language],
      minutes,
      from: local,
    }));
    return { ...NOTHING_BESIDE, lessons };
  },
  followsOf: () => null,
  recordingsOf: () => [],
};
