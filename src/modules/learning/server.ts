import type { ServerModule } from '#platform/http/module.ts';
import { lexiconKind } from '#platform/text/plain/lexicon.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { adoptLearning } from './server/adopt.ts';
import { commands } from './server/commands.ts';
import { lessonKind, programmeKind } from './server/kinds.ts';
import { deletePerson, listProgressOf } from './server/progress.store.ts';
import { outsideKind } from './server/outside.ts';
import { placementKind } from './server/placement-kind.ts';
import { routes } from './server/routes.ts';

export { insertDemoLearning, removeDemoLearning, type DemoLesson } from './server/demo.ts';
export { listUnrecorded, reportContent, type ContentReport } from './server/content-report.ts';
export { lessonKind, programmeFaults, programmeKind, surroundingsOf } from './server/kinds.ts';
export { digestOfLesson, libraryOf } from './server/library.ts';
export { localLessons, localProgrammes, withLocal, type Published } from './server/local.ts';
export { libraryAt, unitsOfReader } from './server/reader.ts';
export { pathInUnit, recordingName } from './server/voice.ts';
export { pathOf as recordingPath } from './domain/recordings.ts';

export const learning: ServerModule = {
  name: 'learning',
  routes,
  content: [lexiconKind, lessonKind, programmeKind, placementKind, outsideKind],
  commands,
  messages: { vi, en },
  adopt: adoptLearning,
  exportPerson: async ({ db }, person) => ({ progress: await listProgressOf(db, person) }),
  erasePerson: deletePerson,
};
