import type { ServerModule } from '#platform/http/module.ts';
import { consentKind } from './domain/consent.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { adoptAnnounced, adoptLateWork } from './server/adopt-learner.ts';
import { deleteOldAttempts } from './server/attempts.store.ts';
import { commands } from './server/commands.ts';
import { greetStaff, loadDemoStaff, removeSynthetic } from './server/demo-staff.ts';
import { REMOVED_DAYS } from './server/household.ts';
import { deleteOldProfiles } from './server/household.store.ts';
import { deleteOldCodes } from './server/codes.store.ts';
import { routes } from './server/routes.ts';
import { deleteOldSignIns } from './server/sign-in.store.ts';

export { insertDemoConsents, insertDemoPeople, type DemoConsent, type DemoPerson } from './server/demo.ts';
export { listSynthetic, listVisited } from './server/demo.store.ts';
export { DEMO_PASSWORD, markTrialResidents, TRIAL_PROVINCE } from './server/demo-staff.ts';
export { audit, auditMany, auditRead, verifyAllAudit, verifyAudit, type AuditNote } from './server/audit.ts';
export { hasConsent, requireConsent } from './server/consents.ts';
export { createAdmin, createDemoStaff, createStaff, type NewStaff } from './server/create-staff.ts';
export { createPerson, readProfile, writeProfile, type Profile } from './server/people.ts';
export { hashIdentifier, openFor, PersonKeyGone, sealFor } from './server/person-keys.ts';
export { registerHomes, registerPersonHooks, registerScope, type Within } from './server/registry.ts';
export { grantsOf } from './server/grants-of.ts';
export { authenticate } from './server/authenticate.ts';
export { learnerOf } from './server/learner.ts';
export { listAtHome } from './server/household.ts';
export { menteeOf, menteesAt } from './server/mentees.ts';
export { drawPartKey, forgetSessions, openSession, setPartKeys } from './server/session.ts';
export { totpCode } from './server/totp.ts';
export type { IdentityTables } from './server/tables.ts';

export const identity: ServerModule = {
  name: 'identity',
  routes,
  content: [consentKind],
  messages: { vi, en },
  demo: { load: loadDemoStaff, remove: removeSynthetic },
  greeting: greetStaff,
  commands,
  handlers: { 'identity.adopted': adoptAnnounced },
  schedules: {
    'adopt-late-work': { cron: '*/5 * * * *', run: adoptLateWork },
    'tidy-sign-ins': {
      cron: '20 3 * * *',
      run: async ({ db, now }) => {
        const yesterday = new Date(now().getTime() - 86_400_000);
        await deleteOldSignIns(db, yesterday);
        await deleteOldAttempts(db, yesterday);
        await deleteOldCodes(db, yesterday);
        await deleteOldProfiles(db, new Date(now().getTime() - REMOVED_DAYS * 86_400_000));
      },
    },
  },
};
