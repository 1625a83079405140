import { join } from 'node:path';
import type { Unit } from '#modules/organisations/index.ts';
import { drawPdf } from '#platform/print/pdf.ts';
import type { ReportView } from '../../domain/contract.ts';
import { documentOf, type ReportDocument } from '../../domain/document/report-document.ts';
import { findAsked, type Asking, type Found } from '../find-report.ts';
import { sha256 } from '../once.ts';
import { viewReport } from '../read-report.ts';
import { csvOf } from './csv.ts';
import { drawWord } from './word.ts';

export type FileKind = 'docx' | 'pdf' | 'csv';
const TYPES: Readonly<Record<FileKind | 'xlsx', string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
};

interface Printable {
  readonly found: Found;
  readonly report: ReportView;
  readonly document: ReportDocument;
  readonly title: string;
  /** Of every number and text that the file shows. */
  readonly digest: string;
}

async function printable(
  context: Asking,
  params: { unit: number; form: string; period: string },
): Promise<Printable> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  const report = await viewReport(context, found);
  const document = documentOf(report, found.unit, bodyOf(found.above));
  return {
    found,
    report,
    document,
    title: `${report.form.title.vi}, ${report.period.words}, ${report.unit.name}`,
    digest: sha256(JSON.stringify([document.rows, document.sections])),
  };
}

const bodyOf = (unit: Unit | null) => unit && { kind: unit.kind, name: unit.name, shortName: unit.shortName };

/** A file as an answer that the browser keeps under a name of unit and period. */
export function fileAnswer(bytes: Uint8Array | string, kind: FileKind | 'xlsx', found: Found): Response {
  const name = `${found.form.id}-${found.period.key}-${found.unit.code || found.unit.id}.${kind}`;
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': TYPES[kind],
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** A report as Word, PDF or CSV. @throws Refusal organisations/…, reporting/report-not-found */
export async function reportFile(
  context: Asking,
  params: { unit: number; form: string; period: string },
  kind: FileKind,
): Promise<Response> {
  const { found, report, document, title, digest } = await printable(context, params);
  const bytes =
    kind === 'docx'
      ? await drawWord(document, title, digest)
      : kind === 'pdf'
        ? await drawPdf(join(import.meta.dirname, 'report.typ'), { ...document, title }, context.now())
        : csvOf(report);
  return fileAnswer(bytes, kind, found);
}
