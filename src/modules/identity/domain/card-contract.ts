import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { Nothing, Uuid } from './contract.ts';
import { Household } from './household-contract.ts';
import { PICTURES } from './pictures.ts';

const Picture = v.picklist(PICTURES);

/** What stands on a learner card. Whoever has it is let in: only the phone that she shares and whoever she lets help her are told. */
export const LearnerCard = v.object({
  /** The page that it opens, for a camera. */
  address: v.string(),
  /** Ten digits, in pairs, for whoever has no camera. */
  number: v.string(),
  /** In order. */
  pictures: v.array(Picture),
  issuedAt: v.string(),
  /** The address as a picture: unit squares of one SVG path, `size` a side. */
  qr: v.object({ size: v.number(), path: v.string() }),
});
export type LearnerCard = v.InferOutput<typeof LearnerCard>;

const params = v.object({ profile: Uuid });

export const getCard = endpoint({
  method: 'GET',
  path: '/api/identity/household/:profile/card',
  summary: 'The card that is good for one of the people of this phone; null while she has none.',
  params,
  output: v.object({ card: v.nullable(LearnerCard) }),
  refusals: ['identity/profile-not-found'],
});

export const issueCard = endpoint({
  method: 'POST',
  path: '/api/identity/household/:profile/card',
  summary:
    'Makes a card under an id made by the caller; the same id again gives the same card. Her earlier cards open nothing from then on.',
  params,
  body: v.strictObject({ id: Uuid }),
  output: LearnerCard,
  refusals: ['identity/profile-not-found', 'identity/profile-signs-in'],
});

/** The last part of a card's address, or its number as it was typed. */
const Finder = v.pipe(v.string(), v.maxLength(64));

export const findCard = endpoint({
  method: 'GET',
  path: '/api/identity/cards/:card',
  summary: 'Whether a card opens anything. It tells nothing of the person.',
  params: v.object({ card: Finder }),
  output: Nothing,
  refusals: ['identity/card-gone', 'identity/card-wait'],
});

export const openCard = endpoint({
  method: 'POST',
  path: '/api/identity/cards/open',
  summary:
    'Three pictures in the right order let her in on this phone. With mine, what was learned here without a name is hers too.',
  body: v.strictObject({
    card: Finder,
    pictures: v.pipe(v.array(Picture), v.length(3)),
    mine: v.optional(v.boolean(), false),
  }),
  output: Household,
  refusals: [
    'identity/card-gone',
    'identity/card-wait',
    'identity/wrong-pictures',
    'identity/profile-signs-in',
    'identity/household-full',
  ],
});
