import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { NumberText } from '#platform/text/number-text.ts';
import { tidy } from '#platform/text/fold.ts';
import { Nothing, UnitId, Uuid } from './contract.ts';
import { roles } from './roles.ts';

/** Lower-case ASCII, so that it can be typed on any keyboard and stands for itself. */
export const Login = v.pipe(
  v.string(),
  v.transform((text) => tidy(text).toLowerCase()),
  v.regex(
    /^[a-z0-9][a-z0-9._-]{2,39}$/,
    'must be 3 to 40 letters without diacritics, digits, dots or hyphens',
  ),
);
const Password = v.pipe(v.string(), v.minLength(1), v.maxLength(200, 'must be at most 200 characters'));
const Code = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/\D/g, '')),
  v.regex(/^\d{6}$/, 'must be six digits'),
);
const Token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be an invitation'));
const PersonName = v.pipe(v.string(), v.transform(tidy), v.minLength(2), v.maxLength(80));
export const RoleName = v.picklist(roles);

export const SecondFactor = v.object({
  /** What can follow the password; empty when no password was given lately. */
  ways: v.array(v.picklist(['code', 'passkey'])),
  /** The code of this moment: only in demo mode, only to this machine. */
  demoCode: v.nullable(v.string()),
});
export type SecondFactor = v.InferOutput<typeof SecondFactor>;

export const signInStaff = endpoint({
  method: 'POST',
  path: '/api/identity/staff/sign-in',
  summary: 'First step of staff sign-in. An unknown name and a wrong password look the same.',
  body: v.strictObject({ login: v.pipe(v.string(), v.maxLength(200)), password: Password }),
  output: SecondFactor,
  refusals: ['identity/wrong-login', 'identity/wait-before-trying'],
});

export const getSecondFactor = endpoint({
  method: 'GET',
  path: '/api/identity/staff/second-factor',
  summary: 'What the second step of the sign-in under way can be.',
  output: SecondFactor,
});

export const giveCode = endpoint({
  method: 'POST',
  path: '/api/identity/staff/code',
  summary: 'Second step of staff sign-in: the six digits of the moment, each good once.',
  body: v.strictObject({ code: Code }),
  output: Nothing,
  refusals: ['identity/wrong-code', 'identity/sign-in-again', 'identity/wait-before-trying'],
});

export const Invitation = v.object({
  login: v.string(),
  name: v.nullable(v.string()),
  expiresAt: v.string(),
  /** Base32, to type where no camera can read the picture. */
  secret: v.string(),
  /** `otpauth://…`, what the picture says. */
  uri: v.string(),
  /** The same as a QR picture: an SVG path in a square of `size` units. */
  qr: v.object({ size: v.number(), path: v.string() }),
  demoCode: v.nullable(v.string()),
});
export type Invitation = v.InferOutput<typeof Invitation>;

export const getInvitation = endpoint({
  method: 'GET',
  path: '/api/identity/invitations/:token',
  summary: 'What a one-time invitation is for.',
  params: v.object({ token: Token }),
  output: Invitation,
  refusals: ['identity/invitation-gone'],
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/identity/invitations/:token/accept',
  summary: 'Sets the password and the second factor of the invited person; the invitation is used up.',
  params: v.object({ token: Token }),
  body: v.strictObject({ password: Password, code: Code }),
  output: Nothing,
  refusals: [
    'identity/invitation-gone',
    'identity/weak-password',
    'identity/wrong-code',
    'identity/wait-before-trying',
  ],
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/identity/staff/password',
  summary: 'Changes the password of the one who asks; all other sessions end.',
  body: v.strictObject({ current: Password, next: Password }),
  output: Nothing,
  refusals: ['identity/wrong-login', 'identity/weak-password', 'identity/wait-before-trying'],
});

export const StaffPerson = v.object({
  partKey: v.number(),
  personId: v.string(),
  name: v.nullable(v.string()),
  login: v.string(),
  state: v.picklist(['invited', 'active']),
  grants: v.array(v.object({ id: v.string(), role: v.string(), unitId: v.number(), since: v.string() })),
});
export type StaffPerson = v.InferOutput<typeof StaffPerson>;

export const listStaff = endpoint({
  method: 'GET',
  path: '/api/identity/staff',
  summary: 'People with a role at one unit, for its administrator.',
  query: v.object({ unitId: v.pipe(NumberText, UnitId) }),
  output: v.object({ people: v.array(StaffPerson) }),
  refusals: ['identity/not-yours'],
});

export const NewInvitation = v.object({
  partKey: v.number(),
  personId: v.string(),
  /** Path of the page on which the invited person sets her own password; shown once. */
  path: v.string(),
  expiresAt: v.string(),
});
export type NewInvitation = v.InferOutput<typeof NewInvitation>;

export const inviteStaff = endpoint({
  method: 'POST',
  path: '/api/identity/staff',
  summary:
    'Makes a member of staff with one role and a one-time invitation; nobody else ever knows her password.',
  body: v.strictObject({ id: Uuid, name: PersonName, login: Login, role: RoleName, unitId: UnitId }),
  output: NewInvitation,
  refusals: ['identity/not-yours', 'identity/above-yourself', 'identity/login-taken'],
});

const PersonPath = v.object({
  partKey: NumberText,
  personId: Uuid,
});

export const inviteAgain = endpoint({
  method: 'POST',
  path: '/api/identity/staff/:partKey/:personId/invitation',
  summary: 'A new invitation for somebody who lost her password or her phone; earlier ones end.',
  params: PersonPath,
  body: v.strictObject({}),
  output: NewInvitation,
  refusals: ['identity/not-yours', 'identity/above-yourself'],
});

export const grantRole = endpoint({
  method: 'POST',
  path: '/api/identity/staff/:partKey/:personId/grants',
  summary: 'Gives a role at a unit within the reach of the one who gives. Giving it again changes nothing.',
  params: PersonPath,
  body: v.strictObject({ id: Uuid, role: RoleName, unitId: UnitId }),
  output: Nothing,
  refusals: ['identity/not-yours', 'identity/above-yourself'],
});

export const endGrant = endpoint({
  method: 'POST',
  path: '/api/identity/staff/:partKey/:personId/grants/:grantId/end',
  summary: 'Takes a role back; the last administrator of a unit stays.',
  params: v.object({ ...PersonPath.entries, grantId: Uuid }),
  body: v.strictObject({}),
  output: Nothing,
  refusals: ['identity/not-yours', 'identity/above-yourself', 'identity/last-administrator'],
});
