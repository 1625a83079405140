import type { ProposalView } from '../domain/commendation-contract.ts';
import type { InitiativeLine } from '../domain/initiative-contract.ts';

type Tone = 'info' | 'done' | 'wait' | 'bad';
/** The colour of a state, beside its word. */
export const stateTones: Readonly<Record<InitiativeLine['state'], Tone>> = {
  draft: 'info',
  submitted: 'wait',
  returned: 'bad',
  published: 'done',
};
export const proposalTones: Readonly<Record<ProposalView['state'], Tone>> = {
  proposed: 'wait',
  granted: 'done',
  refused: 'bad',
  withdrawn: 'info',
};
export const workedTones = { yes: 'done', partly: 'info', no: 'bad' } as const;
