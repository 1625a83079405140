import { route, type Route } from '#platform/http/route.ts';
import * as account from '../domain/account-contract.ts';
import * as log from '../domain/audit-contract.ts';
import * as cards from '../domain/card-contract.ts';
import * as contract from '../domain/contract.ts';
import * as home from '../domain/household-contract.ts';
import * as joinDesk from '../domain/joining-desk-contract.ts';
import * as joining from '../domain/joining-contract.ts';
import * as mentor from '../domain/mentor-contract.ts';
import * as passkey from '../domain/passkey-contract.ts';
import * as staff from '../domain/staff-contract.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { addProfile } from './add-profile.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { changePassword } from './change-password.ts';
import { chooseConsent, readConsents } from './consents.ts';
import { eraseMine } from './erase-mine.ts';
import { setHand } from './device.ts';
import { exportMine } from './export-mine.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { endGrant, grantRole, inviteAgain, inviteStaff, listStaff } from './manage-staff.ts';
import * as household from './household.ts';
import { issueCard, readCard } from './issue-card.ts';
import { makeMentorCode, readMentors } from './mentor-code.ts';
import * as officers from './joining/by-officers.ts';
import * as join from './joining/join-mine.ts';
import * as mentees from './mentees.ts';
import { findCard, openCard } from './open-card.ts';
import * as keys from './passkeys.ts';
import { checkAudit, readAudit } from './read-audit.ts';
import { readMe } from './read-me.ts';
import { endOneSession, readSessions } from './sessions.ts';
import { readWays } from './read-ways.ts';
import { setHome } from './set-home.ts';
import { giveCode, readSecondFactor, signInStaff } from './sign-in-staff.ts';
import { signOut } from './sign-out.ts';

export const routes: readonly Route[] = [
  route(contract.getMe, (context) => readMe(context)),
  // A class in the culture house signs in at once, through one address; nothing can be guessed here.
  route(
    contract.beginSignIn,
    (context, { query }) => beginSignIn(context, query.returnTo, query.again === '1'),
    {
      perMinute: 600,
    },
  ),
  route(contract.finishSignIn, (context) => finishSignIn(context), { perMinute: 600 }),
  route(contract.getSignInWays, (context) => readWays(context)),
  route(contract.signOut, (context, { body }) => signOut(context, body.everywhere)),
  route(contract.setHome, (context, { body }) => setHome(context, body.unitId)),

  route(staff.signInStaff, (context, { body }) => signInStaff(context, body), { perMinute: 30 }),
  route(staff.getSecondFactor, (context) => readSecondFactor(context)),
  route(staff.giveCode, (context, { body }) => giveCode(context, body.code), { perMinute: 30 }),
  route(staff.getInvitation, (context, { params }) => readInvitation(context, params.token), {
    perMinute: 60,
  }),
  route(
    staff.acceptInvitation,
    (context, { params, body }) => acceptInvitation(context, params.token, body),
    { perMinute: 30 },
  ),
  route(staff.changePassword, (context, { body }) => changePassword(context, body), { perMinute: 30 }),
  route(staff.listStaff, (context, { query }) => listStaff(context, query.unitId)),
  route(staff.inviteStaff, (context, { body }) => inviteStaff(context, body), { perMinute: 60 }),
  route(staff.inviteAgain, (context, { params }) => inviteAgain(context, params), { perMinute: 60 }),
  route(staff.grantRole, (context, { params, body }) => grantRole(context, params, body)),
  route(staff.endGrant, (context, { params }) => endGrant(context, params, params.grantId)),
  route(passkey.listPasskeys, (context) => keys.readPasskeys(context)),
  route(passkey.beginPasskey, (context) => keys.beginPasskey(context)),
  route(passkey.addPasskey, (context, { body }) => keys.addPasskey(context, body)),
  route(passkey.removePasskey, (context, { body }) => keys.removePasskey(context, body.id)),
  route(passkey.beginPasskeySignIn, (context) => keys.beginPasskeySignIn(context), { perMinute: 30 }),
  route(
    passkey.finishPasskeySignIn,
    (context, { body }) => keys.finishPasskeySignIn(context, body.response),
    { perMinute: 30 },
  ),
  route(account.listConsents, (context) => readConsents(context)),
  route(account.chooseConsent, (context, { body }) => chooseConsent(context, body)),
  route(account.listSessions, (context) => readSessions(context)),
  route(account.endSession, (context, { body }) => endOneSession(context, body.id)),
  route(account.exportMine, (context) => exportMine(context), { perMinute: 6 }),
  route(account.eraseMine, (context, { body }) => eraseMine(context, body.word), { perMinute: 6 }),
  route(home.getHousehold, (context) => household.readHousehold(context)),
  route(home.addProfile, (context, { body }) => addProfile(context, body), { perMinute: 60 }),
  route(home.chooseProfile, (context, { body }) => household.chooseProfile(context, body.profile)),
  route(home.changeProfile, (context, { params, body }) =>
    household.changeProfile(context, params.profile, body),
  ),
  route(home.removeProfile, (context, { params }) => household.removeProfile(context, params.profile)),
  route(home.restoreProfile, (context, { params }) => household.restoreProfile(context, params.profile)),
  route(cards.getCard, (context, { params }) => readCard(context, params.profile)),
  route(cards.issueCard, (context, { params, body }) => issueCard(context, params.profile, body.id), {
    perMinute: 30,
  }),
  route(cards.findCard, (context, { params }) => findCard(context, params.card), { perMinute: 60 }),
  route(cards.openCard, (context, { body }) => openCard(context, body), { perMinute: 30 }),
  route(home.holdPhone, async (context, { body }) => {
    setHand(context, body.helper);
    return {};
  }),
  route(mentor.listMentors, (context) => readMentors(context)),
  route(mentor.makeMentorCode, (context) => makeMentorCode(context), { perMinute: 30 }),
  route(mentor.endMentoring, (context, { params }) => mentees.endMentoring(context, params.mentoring)),
  route(mentor.listMentees, (context, { params }) => mentees.readMentees(context, params.unit)),
  route(mentor.takeMentee, (context, { params, body }) => mentees.takeMentee(context, params.unit, body), {
    perMinute: 30,
  }),
  route(mentor.getMentee, (context, { params }) => mentees.readMentee(context, params.mentoring)),
  route(
    mentor.issueMenteeCard,
    (context, { params, body }) => mentees.issueMenteeCard(context, params.mentoring, body.id),
    { perMinute: 30 },
  ),
  route(joining.getJoin, (context) => join.readJoin(context), { perMinute: 60 }),
  route(joining.beginJoin, (context) => join.beginJoin(context), { perMinute: 30 }),
  route(joining.takeJoinCode, (context, { body }) => join.takeJoinCode(context, body.code), {
    perMinute: 30,
  }),
  route(joining.proveByCard, (context, { body }) => join.proveByCard(context, body), { perMinute: 30 }),
  route(joining.confirmJoin, (context) => join.confirmJoin(context), { perMinute: 30 }),
  route(joining.cancelJoin, (context) => join.cancelJoin(context)),
  route(joinDesk.listJoinings, (context, { params }) => officers.readJoinings(context, params.unit)),
  route(joinDesk.askJoining, (context, { params, body }) => officers.askJoining(context, params.unit, body), {
    perMinute: 30,
  }),
  route(joinDesk.decideJoining, (context, { params, body }) =>
    officers.decideJoining(context, params.unit, params.joining, body.approve),
  ),
  route(log.listAudit, (context, { query }) => readAudit(context, query)),
  route(log.checkAudit, (context) => checkAudit(context), { perMinute: 6 }),
];
