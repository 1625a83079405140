import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import type { DocumentVerdict } from './verdicts.ts';

const Both = v.object({ vi: v.string(), en: v.string() });
const uuid = v.pipe(v.string(), v.uuid('must be a UUID'));

/** What a holder may let a verifier see. What was confirmed, by whom, and whether it is good, is always seen. */
export const shareFields = [
  'name',
  'initials',
  'group',
  'issued',
  'evidence',
  'results',
  'place',
  'code',
] as const;
export type ShareField = (typeof shareFields)[number];
/** The longest that something is shared, days. */
export const MOST_SHARE_DAYS = 365;
/** Shares of one confirmation that are open at the same time. */
export const MOST_SHARES = 20;

/** What a verifier sees; null where the holder did not choose it. */
export const Shown = v.object({
  subject: Both,
  issuer: Both,
  holder: v.nullable(v.string()),
  /** The whole name, and not initials. */
  nameShown: v.boolean(),
  group: v.nullable(Both),
  issuedOn: v.nullable(v.string()),
  endsOn: v.nullable(v.string()),
  evidence: v.nullable(Both),
  results: v.array(v.object({ name: Both, words: Both })),
  place: v.nullable(v.string()),
  code: v.nullable(v.string()),
  /** Until when the holder lets it be seen, ISO 8601. */
  until: v.string(),
});
export type Shown = v.InferOutput<typeof Shown>;

export const Share = v.object({
  id: v.string(),
  link: v.string(),
  fields: v.array(v.picklist(shareFields)),
  madeAt: v.string(),
  until: v.string(),
  state: v.picklist(['open', 'over', 'withdrawn']),
  opened: v.number(),
  openedAt: v.nullable(v.string()),
});
export type Share = v.InferOutput<typeof Share>;

const ofCredential = v.object({ id: uuid });
const ofShare = v.object({ id: uuid, share: uuid });

export const listShares = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id/shares',
  summary: 'What the holder lets others see of a confirmation, the newest first.',
  params: ofCredential,
  output: v.object({ shares: v.array(Share) }),
  refusals: ['credentials/not-found'],
});

export const makeShare = endpoint({
  method: 'POST',
  path: '/api/credentials/mine/:id/shares',
  summary:
    'A link, under an id made by the caller, that shows what the holder picked until a day; name and initials not both. The same id again gives the same link.',
  params: ofCredential,
  body: v.strictObject({
    id: uuid,
    fields: v.pipe(
      v.array(v.picklist(shareFields)),
      v.maxLength(shareFields.length),
      v.check((fields) => new Set(fields).size === fields.length, 'each field once'),
      v.check((fields) => !(fields.includes('name') && fields.includes('initials')), 'name or initials'),
    ),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_SHARE_DAYS)),
  }),
  output: Share,
  refusals: ['credentials/not-found', 'credentials/too-many-shares', 'credentials/already-revoked'],
});

export const withdrawShare = endpoint({
  method: 'POST',
  path: '/api/credentials/mine/:id/shares/:share/withdraw',
  summary:
    'Ends a share now: its link shows nothing any more, and its file no longer counts where it is checked with a network.',
  params: ofShare,
  body: v.strictObject({}),
  output: Share,
  refusals: ['credentials/not-found'],
});

export const getPresentation = endpoint({
  method: 'GET',
  path: '/api/credentials/mine/:id/shares/:share/file',
  summary:
    'The same as a signed file (SD-JWT, RFC 9901): only what was picked can be read from it; checked with or without a network.',
  params: ofShare,
  output: v.object({}),
  refusals: ['credentials/not-found', 'credentials/share-over'],
});

/** What somebody sees who follows a link. An unknown, an old and a withdrawn one look the same. */
export const SharedView = v.object({
  status: v.picklist(['valid', 'revoked', 'replaced', 'expired', 'unknown']),
  shown: v.nullable(Shown),
});
export type SharedView = v.InferOutput<typeof SharedView>;

export const readShared = endpoint({
  method: 'GET',
  path: '/api/credentials/shared/:token',
  summary: 'What the holder lets be seen of a confirmation, and whether it is valid.',
  params: v.object({ token: v.pipe(v.string(), v.maxLength(64)) }),
  output: SharedView,
});

/** What a presented file turned out to be. */
export interface Presented {
  readonly verdict: DocumentVerdict;
  /** Null unless the signature and every part shown are right. */
  readonly shown: Shown | null;
}
