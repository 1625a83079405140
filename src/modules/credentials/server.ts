import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { claimAfterEvent, noteSessionPassed } from './server/claim.ts';
import { commands } from './server/commands.ts';
import { certificateFormKind } from './server/forms.ts';
import { ensureKey } from './server/keys.ts';
import { adoptCredentials, eraseCredentials, exportCredentials, holderOf } from './server/person.ts';
import { drawPieces } from './server/prints/draw.ts';
import { deletePrints } from './server/prints/print.store.ts';
import { KEPT_MS } from './server/prints/prints.ts';
import { routes } from './server/routes.ts';

export {
  insertDemoCredentials,
  removeDemoCredentials,
  type DemoCredential,
  type DemoRevocation,
} from './server/demo.ts';
export { makeCompact } from './server/compact.ts';
export { issueCredential } from './server/issue-credential.ts';
export { drawPieces } from './server/prints/draw.ts';
export { beginPrint } from './server/prints/prints.ts';
export { printCertificates } from './server/printing.ts';
export { holderOf, readConfirmation, type Confirmation } from './server/read-for-others.ts';
export { getOwn } from './server/read-mine.ts';
export type { CredentialsTables, PubConfirmation } from './server/tables.ts';

export const credentials: ServerModule = {
  name: 'credentials',
  routes,
  messages: { vi, en },
  content: [certificateFormKind],
  commands,
  handlers: {
    'assessment.session-passed': noteSessionPassed,
    'practice.shown': claimAfterEvent,
    'identity.adopted': claimAfterEvent,
    'identity.consent-changed': claimAfterEvent,
    'identity.home-set': claimAfterEvent,
  },
  schedules: {
    'draw-prints': { cron: '* * * * *', run: drawPieces },
    'drop-prints': {
      cron: '25 3 * * *',
      run: ({ db, now }) => deletePrints(db, new Date(now().getTime() - KEPT_MS)),
    },
  },
  start: ensureKey,
  adopt: adoptCredentials,
  holderOf,
  exportPerson: exportCredentials,
  erasePerson: eraseCredentials,
};
