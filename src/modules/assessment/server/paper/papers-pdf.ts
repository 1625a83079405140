import { join } from 'node:path';
import { audit } from '#modules/identity/server.ts';
import { requireRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { drawPdfAside } from '#platform/print/pdf-aside.ts';
import { lettered, letterOf, writingOf, type Printed } from '../../domain/paper/letters.ts';
import { shownNumber } from '../../domain/paper/number.ts';
import { accommodations } from '../../domain/sitting-contract.ts';
import { refuse } from '../../domain/refusals.ts';
import words from '../../messages/vi.json' with { type: 'json' };
import { getBundle, type Bundle } from '../bundle.ts';
import { INVIGILATORS } from '../sittings/open-sitting.ts';
import { findSitting } from '../sittings/sittings.store.ts';
import type { AssessmentTables } from '../tables.ts';
import { findBatch, listSheets } from './papers.store.ts';
import type { PaperBatchRow, PaperSheetRow } from './tables.ts';
import { keyOf, questionsOf } from './typed-sheet.ts';

/**
 * The papers of a batch, or their key, made again from what was drawn; who opened them is in the log.
 *
 * @throws Refusal `assessment/paper-not-found`
 */
export async function readPapersPdf(
  context: Context<AssessmentTables>,
  unitId: number,
  id: string,
  part: 'sheets' | 'key',
): Promise<Response> {
  const unit = await requireRole(context, INVIGILATORS, unitId);
  const batch = await findBatch(context.db, unit.partKey, id);
  if (batch?.unit_id !== unitId) return refuse('paper-not-found');
  const bundle = await getBundle(context.db, batch.bundle);
  const sheets = await listSheets(context.db, batch);
  const sitting = batch.sitting_id
    ? await findSitting(context.db, { part_key: unit.partKey, id: batch.sitting_id })
    : undefined;
  const common = { unit: unit.name, publisher: unit.name, place: sitting?.place ?? null };
  const values = part === 'key' ? keyValues(batch, sheets, bundle) : sheetValues(batch, sheets, bundle);
  const pdf = await drawPdfAside(
    join(import.meta.dirname, part === 'key' ? 'key.typ' : 'papers.typ'),
    { ...common, ...values },
    batch.printed_at,
  );
  await context.db.transaction().execute((tx) =>
    audit(tx, context, {
      action: part === 'key' ? 'assessment.open-paper-key' : 'assessment.open-papers',
      unitId,
      detail: { batch: batch.id, number: batch.number },
    }),
  );
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${part === 'key' ? 'dap-an' : 'de-giay'}-${batch.number}.pdf"`,
      'cache-control': 'private, no-store',
    },
  });
}

/** The paper is read in Vietnamese. */
const nameOf = ({ rules }: Bundle) => rules.name.vi;

function sheetValues(batch: PaperBatchRow, sheets: readonly PaperSheetRow[], bundle: Bundle) {
  const { timeLimitMinutes: minutes } = bundle.rules;
  const count = sheets[0]?.state.asked.length ?? 0;
  return {
    title: nameOf(bundle),
    large: batch.is_large,
    words: {
      sheet: words['paper.print.sheet'],
      sheetNumber: words['paper.number'],
      form: words['paper.form'],
      answerSheet: words['paper.print.answerSheet'],
      name: words['paper.print.name'],
      placeCode: words['sitting.code'],
      personCode: words['paper.personCode'],
      needs: words['paper.print.needs'],
      needList: accommodations.map((need) => words[`sitting.need.${need}`]),
      how: [words['paper.print.how.1'], words['paper.print.how.2'], words['paper.print.how.3']],
      writer: words['paper.print.writer'],
      sign: words['paper.print.sign'],
      invigilator: words['paper.print.invigilator'],
      invigilatorSigns: words['paper.print.invigilatorSigns'],
      keep: words['paper.print.keep'],
      questions: words['paper.print.questions'],
      question: words['paper.print.question'],
      length:
        words['paper.print.length'].replace('{count}', String(count)) +
        (minutes === undefined
          ? ''
          : ` ${words['paper.print.minutes'].replace('{minutes}', String(minutes))}`),
    },
    sheets: sheets.map((sheet) => {
      const questions = questionsOf(sheet, bundle);
      return {
        shown: shownNumber(sheet.number),
        form: sheet.form,
        cells: questions.map((question) => {
          const { exactly } = writingOf(question);
          return exactly === 'several' ? 0 : exactly;
        }),
        questions: questions.map(printedQuestion),
      };
    }),
  };
}

function printedQuestion(question: Printed) {
  return {
    ask: question.ask,
    message:
      question.type === 'spot'
        ? `${words[`question.channel.${question.message.channel}`]}: ${question.message.from}`
        : null,
    lefts: question.type === 'match' ? question.lefts.map(({ text }) => text) : [],
    entries: lettered(question).map(({ id, text }) => ({ letter: letterOf(id), text })),
    how: words[`paper.print.write.${question.type}`],
  };
}

function keyValues(batch: PaperBatchRow, sheets: readonly PaperSheetRow[], bundle: Bundle) {
  const { passMark } = bundle.rules;
  // Sheets of one form have one key.
  const different = sheets.filter(
    (sheet, place) => sheet.form === '' || sheets.findIndex(({ form }) => form === sheet.form) === place,
  );
  return {
    title: `${words['paper.key.title']} ${batch.number}`,
    about: `${nameOf(bundle)}. ${
      passMark === undefined
        ? words['paper.key.computed']
        : words['paper.key.mark'].replace('{count}', String(passMark))
    }`,
    words: {
      secret: words['paper.key.secret'],
      rules: [words['paper.key.rule.1'], words['paper.key.rule.2']],
      lines: [words['paper.key.sealed'], words['paper.key.opened'], words['paper.key.witness']],
      fold: words['paper.key.fold'],
    },
    keys: different.map((sheet) => ({
      name: sheet.form
        ? `${words['paper.form']} ${sheet.form}`
        : `${words['paper.print.sheet']} ${shownNumber(sheet.number)}`,
      answers: keyOf(sheet, bundle),
    })),
  };
}
