import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import { addDocument, editItem, listDocuments, readDocument, settleDocument } from './documents.ts';
import { tablesFile } from './tables-file.ts';

export const routes: readonly Route[] = [
  route(contract.listDocuments, (context, { params }) => listDocuments(context, params.unit)),
  route(
    contract.addDocument,
    (context, { params, query }) => addDocument(context, params.unit, params.document, query.name),
    { perMinute: 20 },
  ),
  route(contract.getDocument, (context, { params }) => readDocument(context, params.unit, params.document)),
  route(contract.getTables, (context, { params }) => tablesFile(context, params.unit, params.document)),
  route(contract.editItem, (context, { params, body }) =>
    editItem(context, params.unit, params.document, body),
  ),
  route(contract.settleDocument, (context, { params, body }) =>
    settleDocument(context, params.unit, params.document, body.to),
  ),
];
