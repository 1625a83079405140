import { route, type Route } from '#platform/http/route.ts';
import * as commendation from '../domain/commendation-contract.ts';
import * as initiative from '../domain/initiative-contract.ts';
import { commendationFile, decide, propose, readCommendations } from './commendations.ts';
import { readInitiative, readInitiativeForm, readLibrary } from './read-initiatives.ts';
import { stepInitiative, takeUp, tellOutcome, writeInitiative } from './write-initiatives.ts';

export const routes: readonly Route[] = [
  route(initiative.getLibrary, (context, { params, query }) => readLibrary(context, params.unit, query.q)),
  route(initiative.getInitiativeForm, (context, { params }) => readInitiativeForm(context, params.unit)),
  route(initiative.getInitiative, (context, { params }) =>
    readInitiative(context, params.unit, params.initiative),
  ),
  route(initiative.writeInitiative, (context, { params, body }) => writeInitiative(context, params, body)),
  route(initiative.stepInitiative, (context, { params, body }) => stepInitiative(context, params, body)),
  route(initiative.takeUp, (context, { params, body }) => takeUp(context, params, body)),
  route(initiative.tellOutcome, (context, { params, body }) => tellOutcome(context, params, body)),
  route(commendation.getCommendations, (context, { params, query }) =>
    readCommendations(context, params.unit, query.period),
  ),
  route(commendation.getCommendationFile, (context, { params, query }) =>
    commendationFile(context, params.unit, query),
  ),
  // A code of a confirmation can be guessed at only slowly.
  route(commendation.propose, (context, { params, body }) => propose(context, params, body), {
    perMinute: 20,
  }),
  route(commendation.decide, (context, { params, body }) => decide(context, params, body)),
];
