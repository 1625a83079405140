import { route, type Route } from '#platform/http/route.ts';
import * as paper from '../../domain/paper-contract.ts';
import { printPapers } from './print-papers.ts';
import { readPapersPdf } from './papers-pdf.ts';
import { readPaper, readPapers, readSittingPapers } from './read-papers.ts';
import { settlePaper } from './settle-paper.ts';
import { typePaper, voidPaper } from './type-paper.ts';

/** Printed tests: drawn, printed, typed in twice, counted. */
export const routesOfPapers: readonly Route[] = [
  route(paper.listPapers, (context, { params }) => readPapers(context, params.unit)),
  route(paper.printPapers, (context, { params, body }) => printPapers(context, params.unit, body), {
    perMinute: 20,
  }),
  route(
    paper.getPapersPdf,
    (context, { params }) => readPapersPdf(context, params.unit, params.batch, params.part),
    { perMinute: 20 },
  ),
  route(paper.listSittingPapers, (context, { params }) =>
    readSittingPapers(context, params.unit, params.sitting),
  ),
  route(paper.getPaper, (context, { params }) => readPaper(context, params)),
  route(paper.typePaper, (context, { params, body }) => typePaper(context, params, body)),
  route(paper.settlePaper, (context, { params, body }) => settlePaper(context, params, body.values)),
  route(paper.voidPaper, (context, { params, body }) => voidPaper(context, params, body.words)),
];
