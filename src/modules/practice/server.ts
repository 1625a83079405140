import type { ServerModule } from '#platform/http/module.ts';
import { practiceKind } from './server/library.ts';

export const practice: ServerModule = {
  name: 'practice',
  content: [practiceKind],
};
