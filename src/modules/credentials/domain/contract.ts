import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { QrChoice } from './contract-compact.ts';
import { evidenceGrades, standings } from './outcome.ts';

const uuid = v.pipe(v.string(), v.uuid('must be a UUID'));
const Both = v.object({ vi: v.string(), en: v.string() });
const code = v.pipe(v.string(), v.maxLength(40));

/** Why a credential was taken back. */
export const revocationReasons = [
  'test-irregular',
  'wrong-person',
  'issued-by-mistake',
  'holder-request',
] as const;
export const RevocationReason = v.picklist(revocationReasons);
export type RevocationReason = (typeof revocationReasons)[number];

/** What anybody who holds the code may read. */
export const VerificationView = v.object({
  status: v.picklist(['valid', 'revoked', 'replaced', 'expired', 'unknown']),
  /** As printed; what was asked for when it is unknown. */
  code: v.string(),
  credential: v.nullable(
    v.object({
      /** The full name when the holder agreed to show it, else initials; null when no name is known. */
      holder: v.nullable(v.string()),
      nameShown: v.boolean(),
      subject: Both,
      group: Both,
      ruleSet: Both,
      issuer: Both,
      /** `YYYY-MM-DD` in Vietnam */
      issuedOn: v.string(),
      /** The last good day, `YYYY-MM-DD`; null without an end. */
      endsOn: v.nullable(v.string()),
      /** The newest confirmation in its place: its code, and since when. */
      replacedBy: v.nullable(v.object({ code: v.string(), on: v.string() })),
      evidence: Both,
      notVerified: v.array(Both),
      revokedOn: v.nullable(v.string()),
      revokedReason: v.nullable(RevocationReason),
    }),
  ),
  /** Whether the one who asks may take it back. */
  mayRevoke: v.boolean(),
});
export type VerificationView = v.InferOutput<typeof VerificationView>;

/** A credential as its holder sees it. */
export const CredentialView = v.object({
  id: v.string(),
  code: v.string(),
  verifyUrl: v.string(),
  name: v.nullable(v.string()),
  title: Both,
  subject: Both,
  statement: Both,
  group: Both,
  ruleSet: Both,
  issuer: Both,
  issuedOn: v.string(),
  /** The last good day; null without an end. */
  endsOn: v.nullable(v.string()),
  /** The test may be taken again to renew it. */
  renewable: v.boolean(),
  standing: v.picklist(['valid', 'revoked', 'replaced', 'expired']),
  /** Of the confirmation in its place. */
  replacedBy: v.nullable(v.string()),
  evidence: Both,
  grade: v.picklist(evidenceGrades),
  notVerified: v.array(Both),
  domains: v.array(v.object({ code: v.string(), name: Both, level: v.picklist(standings), words: Both })),
  revokedOn: v.nullable(v.string()),
  revokedReason: v.nullable(RevocationReason),
  nameShown: v.boolean(),
  /** What a stranger sees in place of the name. */
  masked: v.nullable(v.string()),
  demo: v.boolean(),
});
export type CredentialView = v.InferOutput<typeof CredentialView>;

/** What stands between a passed test and its confirmation, in the order to do it. */
export const steps = ['sign-in', 'consent', 'home'] as const;
export const Mine = v.object({
  credentials: v.array(CredentialView),
  /** Passed tests that wait. */
  waiting: v.number(),
  /** One of them whose rules ask for more than was done so far; its result says what. */
  lacksPractice: v.nullable(uuid),
  signedIn: v.boolean(),
  consented: v.boolean(),
  homeKnown: v.boolean(),
  /** The next thing to do; null when nothing is missing, or she said "later" about her home. */
  next: v.nullable(v.picklist(steps)),
});
export type Mine = v.InferOutput<typeof Mine>;

export const listMine = endpoint({
  method: 'GET',
  path: '/api/credentials/mine',
  summary: 'The asker’s credentials, and what is missing before a passed test is confirmed.',
  output: Mine,
});

export const claimMine = endpoint({
  method: 'POST',
  path: '/api/credentials/claim',
  summary: 'Confirms now whatever passed test waits and has all it needs; safe to repeat.',
  body: v.strictObject({ homeLater: v.optional(v.boolean(), false) }),
  output: Mine,
});

export const getCredential = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id',
  summary: 'One of the asker’s credentials.',
  params: v.object({ id: uuid }),
  output: CredentialView,
  refusals: ['credentials/not-found'],
});

export const getPdf = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id/pdf',
  summary: 'The certificate as a tagged PDF, A4; for the holder only.',
  params: v.object({ id: uuid }),
  query: QrChoice,
  output: v.object({}),
  refusals: ['credentials/not-found'],
});

export const getDocument = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id/document',
  summary:
    'The signed Open Badges 3.0 credential, as a compact JWT or as JSON with a Data Integrity proof; for the holder only.',
  params: v.object({ id: uuid }),
  query: v.object({ as: v.optional(v.picklist(['jwt', 'json']), 'jwt') }),
  output: v.object({}),
  refusals: ['credentials/not-found'],
});

export const verifyCode = endpoint({
  method: 'GET',
  path: '/api/credentials/verify/:code',
  summary:
    'Whether the credential with this code is valid, revoked or unknown, and what its holder lets be seen.',
  params: v.object({ code }),
  output: VerificationView,
});
