import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import * as evidence from '../domain/evidence-contract.ts';
import * as glance from '../domain/glance-contract.ts';
import * as reminder from '../domain/reminder-contract.ts';
import * as incoming from '../domain/incoming-contract.ts';
import { addTask, passOn } from './add-task.ts';
import { assign } from './assign.ts';
import { readAttention } from './attention.ts';
import { addEvidence, readEvidence, removeEvidence } from './evidence.ts';
import { addIncoming, makeIncomingTask, readIncoming } from './incoming.ts';
import { sendCalendar } from './calendar.ts';
import * as settings from './reminder-settings.ts';
import { readSectorCubes, sectorFile } from './sector.ts';
import { readCubes, readTasks } from './list-tasks.ts';
import { moveDeadline } from './move-deadline.ts';
import { readProposals } from './proposals.ts';
import { readTask } from './read-task.ts';
import { takeStep } from './step.ts';

export const routes: readonly Route[] = [
  route(contract.listTasks, (context, { params, query }) => readTasks(context, params.unit, query)),
  route(glance.getSectorCubes, (context, { params, query }) =>
    readSectorCubes(context, params.unit, query.axis),
  ),
  route(glance.getSectorFile, (context, { params, query }) => sectorFile(context, params.unit, query.axis)),
  route(glance.getCubes, (context, { params }) => readCubes(context, params.unit)),
  route(contract.addTask, (context, { params, body }) => addTask(context, params.unit, body)),
  route(contract.getTask, (context, { params, query }) =>
    readTask(context, params.unit, params.task, query.item),
  ),
  route(contract.getProposals, (context, { params, query }) =>
    readProposals(context, params.unit, params.task, query.q ?? ''),
  ),
  route(contract.assignTask, (context, { params, body }) => assign(context, params.unit, params.task, body)),
  route(contract.moveDeadline, (context, { params, body }) =>
    moveDeadline(context, params.unit, params.task, body),
  ),
  route(contract.takeStep, (context, { params, body }) => takeStep(context, params.unit, params.item, body)),
  route(contract.passOn, (context, { params }) => passOn(context, params.unit, params.item)),
  route(glance.getAttention, (context, { params }) => readAttention(context, params.unit)),
  route(
    evidence.addEvidence,
    (context, { params, query }) =>
      addEvidence(context, params.unit, params.item, params.evidence, query.name),
    { perMinute: 30 },
  ),
  route(evidence.readEvidence, (context, { params }) => readEvidence(context, params.unit, params.evidence)),
  route(evidence.removeEvidence, (context, { params }) =>
    removeEvidence(context, params.unit, params.evidence),
  ),
  route(incoming.listIncoming, (context, { params, query }) =>
    readIncoming(context, params.unit, query.q ?? ''),
  ),
  route(incoming.addIncoming, (context, { params, body }) => addIncoming(context, params.unit, body)),
  route(incoming.makeIncomingTask, (context, { params }) =>
    makeIncomingTask(context, params.unit, params.document),
  ),
  route(reminder.getReminderSettings, (context) => settings.readSettings(context)),
  route(reminder.makeCalendar, (context) => settings.makeCalendar(context), { perMinute: 10 }),
  route(reminder.endCalendar, (context) => settings.endCalendar(context)),
  route(reminder.readCalendar, (context, { params }) => sendCalendar(context, params.calendar), {
    perMinute: 60,
  }),
  route(reminder.setAddress, (context, { body }) => settings.setAddress(context, body.address), {
    perMinute: 10,
  }),
  route(reminder.confirmAddress, (context, { body }) => settings.confirmAddress(context, body.code), {
    perMinute: 10,
  }),
  route(reminder.removeAddress, (context) => settings.removeAddress(context)),
];
