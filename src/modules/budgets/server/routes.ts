import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import { budgetFile } from './budget-file.ts';
import { readBudget } from './read-budget.ts';
import { stepBudget } from './step-budget.ts';
import { addPayment, removeLine, strikePayment, writeLine } from './write-lines.ts';

export const routes: readonly Route[] = [
  route(contract.getBudget, (context, { params }) => readBudget(context, params)),
  route(contract.writeLine, (context, { params, body }) => writeLine(context, params, body)),
  route(contract.removeLine, (context, { params }) => removeLine(context, params)),
  route(contract.addPayment, (context, { params, body }) => addPayment(context, params, body)),
  route(contract.strikePayment, (context, { params }) => strikePayment(context, params)),
  route(contract.stepBudget, (context, { params, body }) => stepBudget(context, params, body)),
  route(contract.getBudgetFile, (context, { params, query }) => budgetFile(context, params, query.as), {
    perMinute: 60,
  }),
];
