import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { RevocationReason, VerificationView } from './contract.ts';
import { Shown } from './contract-sharing.ts';
import { documentVerdicts } from './verdicts.ts';

export const verifyDocument = endpoint({
  method: 'POST',
  path: '/api/credentials/verify',
  summary:
    'Checks a presented credential (compact JWT, JSON with a Data Integrity proof, or SD-JWT presentation): form, issuer, key, signature, dates, register, revocation, each told apart.',
  body: v.strictObject({ jwt: v.pipe(v.string(), v.maxLength(32_000)) }),
  output: v.object({
    verdict: v.picklist(documentVerdicts),
    verification: v.nullable(VerificationView),
    /** Of a presentation: what its holder let be seen. */
    shown: v.nullable(Shown),
  }),
});

export const revokeCredential = endpoint({
  method: 'POST',
  path: '/api/credentials/verify/:code/revoke',
  summary:
    'Takes a credential back, with a reason; for assessment officers and administrators over the holder’s home.',
  params: v.object({ code: v.pipe(v.string(), v.maxLength(40)) }),
  body: v.strictObject({
    reason: RevocationReason,
    /** For the file; never shown to the public. */
    note: v.optional(v.pipe(v.string(), v.maxLength(500)), ''),
  }),
  output: VerificationView,
  refusals: [
    'credentials/sign-in-first',
    'credentials/not-found',
    'credentials/code-malformed',
    'credentials/already-revoked',
  ],
});

const Jwk = v.looseObject({ kid: v.string() });

export const listKeys = endpoint({
  method: 'GET',
  path: '/api/credentials/keys',
  summary: 'Every public key that ever signed here, as a JWK set (RFC 7517).',
  output: v.object({ keys: v.array(Jwk) }),
});

export const getKey = endpoint({
  method: 'GET',
  path: '/api/credentials/keys/:id',
  summary: 'One public key as a JWK: what the kid of a credential leads to.',
  params: v.object({ id: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)) }),
  output: Jwk,
  refusals: ['credentials/not-found'],
});

export const getDid = endpoint({
  method: 'GET',
  path: '/api/credentials/did',
  summary: 'The issuer’s DID document (did:web); also at /.well-known/did.json.',
  output: v.looseObject({ id: v.string() }),
});

export const listRevocations = endpoint({
  method: 'GET',
  path: '/api/credentials/revocations',
  summary: 'Revoked credentials by their id, for other verifiers (1EdTech revocation list).',
  output: v.looseObject({ id: v.string(), revokedCredential: v.array(v.looseObject({ id: v.string() })) }),
});

export const getStatusList = endpoint({
  method: 'GET',
  path: '/api/credentials/status/:list',
  summary: 'A signed list of revocation bits (W3C Bitstring Status List), as a JWT.',
  params: v.object({ list: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)) }),
  output: v.object({}),
  refusals: ['credentials/not-found'],
});

export const getAchievement = endpoint({
  method: 'GET',
  path: '/api/credentials/achievements/:ruleSet',
  summary: 'What an achievement of a credential means, as its words stand today.',
  params: v.object({ ruleSet: v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,60}$/)) }),
  output: v.looseObject({ id: v.string() }),
});
