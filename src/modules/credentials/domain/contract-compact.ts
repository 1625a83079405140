import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { documentVerdicts } from './verdicts.ts';

const Both = v.object({ vi: v.string(), en: v.string() });

/** What the number in a QR code stands for. */
export const KindWords = v.object({
  title: Both,
  subject: Both,
  issuer: Both,
  group: Both,
  ruleSet: Both,
  evidence: v.object({ unsupervised: Both, supervised: Both }),
  notVerified: v.array(Both),
});
export type KindWords = v.InferOutput<typeof KindWords>;

/** What a scanned certificate says, once its signature is right. */
export const CompactView = v.object({
  /** As printed. */
  code: v.string(),
  name: v.nullable(v.string()),
  /** `YYYY-MM-DD` in Vietnam */
  issuedOn: v.string(),
  endsOn: v.nullable(v.string()),
  evidence: v.picklist(['unsupervised', 'supervised']),
  /** null when the words are newer than what is known here. */
  words: v.nullable(KindWords),
});
export type CompactView = v.InferOutput<typeof CompactView>;

export const CompactCheck = v.object({
  verdict: v.picklist(documentVerdicts),
  credential: v.nullable(CompactView),
  /** Whether it could be told if it was taken back. */
  statusKnown: v.boolean(),
  /** As of when that is known, ISO 8601. */
  asOf: v.string(),
  /** Checked on this device, without the network. */
  offline: v.boolean(),
});
export type CompactCheck = v.InferOutput<typeof CompactCheck>;

export const checkScanned = endpoint({
  method: 'GET',
  path: '/api/credentials/scanned/:text',
  summary:
    'Checks what the QR code of a certificate holds (COSE_Sign1 in base32): form, key, signature, dates, register, revocation.',
  params: v.object({ text: v.pipe(v.string(), v.maxLength(1000)) }),
  output: CompactCheck,
});

/** All that checking on paper needs, to be taken along. */
export const VerifyPack = v.object({
  /** Public address of the issuer. */
  site: v.string(),
  asOf: v.string(),
  /** Not used after it, ISO 8601: too much may have been taken back since. */
  until: v.string(),
  /** Times in seconds since 1970. */
  keys: v.array(
    v.object({
      id: v.string(),
      x: v.string(),
      from: v.number(),
      until: v.optional(v.number()),
      withdrawn: v.optional(v.number()),
    }),
  ),
  kinds: v.record(v.string(), KindWords),
  /** Revocation bits by number of the list, each gzip and base64url after the sign `u`. */
  lists: v.record(v.string(), v.string()),
});
export type VerifyPack = v.InferOutput<typeof VerifyPack>;

/** A pack as it travels: flattened JWS JSON (RFC 7515 §7.2.2), signed with EdDSA; the key stands in the header. */
export const SignedPack = v.object({ protected: v.string(), payload: v.string(), signature: v.string() });
export type SignedPack = v.InferOutput<typeof SignedPack>;

export const getVerifyPack = endpoint({
  method: 'GET',
  path: '/api/credentials/pack',
  summary:
    'Issuer keys, words and revocation bits, signed: what checks certificates without a network until it is asked for anew, or too old.',
  output: SignedPack,
});

/** Whether the QR code carries the whole name, as the paper does, or initials only. */
export const qrNames = ['full', 'initials'] as const;
export type QrName = (typeof qrNames)[number];
export const QrChoice = v.object({ name: v.optional(v.picklist(qrNames), 'full') });

export const getQr = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id/qr',
  summary: 'The signed QR code of a certificate, as SVG; for the holder only.',
  params: v.object({ id: v.pipe(v.string(), v.uuid('must be a UUID')) }),
  query: QrChoice,
  output: v.object({}),
  refusals: ['credentials/not-found'],
});
