import type { CellView, ReportView } from '../contract.ts';
import { writeNumber } from '#platform/text/number-entry.ts';

/** A number in a document, bound to a cell of the ledger by a name. */
export interface BoundNumber {
  /** Name of the document property, such as `bdhvs.classes-held.num`. */
  readonly name: string;
  readonly text: string;
}

export interface DocumentRow {
  readonly label: string;
  readonly unit: string;
  readonly num: BoundNumber;
  readonly den: BoundNumber;
  readonly share: BoundNumber;
  readonly target: string;
  readonly previous: string;
}

/** A report as it is printed in the shape of Decree 30/2020, whatever draws it. What clerks fill in is left blank. */
export interface ReportDocument {
  readonly issuer: readonly string[];
  readonly symbol: string;
  readonly place: string;
  readonly subject: string;
  readonly addressee: string;
  readonly opening: string;
  readonly sections: readonly {
    readonly title: string;
    readonly paragraphs: readonly string[];
    readonly withTable: boolean;
  }[];
  readonly rows: readonly DocumentRow[];
  /** Where the unit's number stands in place of the counted one. */
  readonly remarks: readonly string[];
  readonly authority: string;
  readonly position: string;
  readonly recipients: readonly string[];
}

/** A unit as its People's Committee is written. */
export interface Body {
  readonly kind: string;
  readonly name: string;
  readonly shortName: string;
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const share = (num: number, den: number | null): string =>
  den ? `${writeNumber(Math.round((num / den) * 1000) / 10)}\u00a0%` : '';
const day = (iso: string): string => iso.split('-').reverse().join('/');

/** To whom a report goes: a province's committee, or the Government for a province. */
function addresseeOf(above: Body | null): string {
  if (!above) return '';
  return above.kind === 'nation' ? 'Chính phủ' : `Ủy ban nhân dân ${lowerFirst(above.name)}`;
}

function rowOf(cell: CellView): DocumentRow {
  const held = cell.adopted;
  const bound = (part: string, text: string): BoundNumber => ({ name: `bdhvs.${cell.code}.${part}`, text });
  return {
    label: cell.label.vi,
    unit: cell.unit.vi,
    num: bound('num', held ? writeNumber(held.num) : 'chưa có số'),
    den: bound('den', held?.den == null ? '' : writeNumber(held.den)),
    share: bound('share', held ? share(held.num, held.den) : ''),
    target: cell.target
      ? `${cell.target.operator === '>' ? '>' : '≥'}\u00a0${writeNumber(cell.target.value)}${cell.target.measure === 'percent' ? '\u00a0%' : ''}`
      : '',
    previous: cell.previous === null ? '' : writeNumber(cell.previous),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  'not-all-here': 'có người chưa được hệ thống ghi nhận',
  'people-moved': 'người chuyển đi, chuyển đến',
  'counted-late': 'kết quả vào hệ thống sau ngày chốt',
  'other-source': 'dùng nguồn chính thức khác',
  'wrong-home': 'nơi cư trú ghi chưa đúng',
};

function remarkOf(cell: CellView): string[] {
  const { computed, declared, adopted } = cell;
  if (adopted?.kind !== 'declared' || !declared || !computed || computed.num === declared.num) return [];
  const reason = [REASONS[declared.reason], declared.note].filter(Boolean).join('; ');
  return [
    `${cell.label.vi}: dùng số của đơn vị (${writeNumber(declared.num)}, nguồn: ${declared.source}); hệ thống đếm ${writeNumber(computed.num)}${reason ? `. Lý do: ${reason}` : ''}.`,
  ];
}

/** The table of numbers follows the results; an empty part says so, and the last sentence ends as the decree's forms do. */
function sectionsOf(texts: ReportView['sections']): ReportDocument['sections'] {
  const withTable = Math.max(
    0,
    texts.findIndex(({ role }) => role === 'results'),
  );
  return texts.map(({ title, body }, index) => {
    const written = body.split('\n').filter(Boolean);
    const paragraphs = written.length === 0 && index !== withTable ? ['Không có nội dung.'] : written;
    const isLast = index === texts.length - 1;
    return {
      title: `${ROMAN[index]}. ${title.vi.toLocaleUpperCase('vi')}`,
      paragraphs: paragraphs.map((text, at) =>
        isLast && at === paragraphs.length - 1 ? `${text.replace(/[.;]$/, '')}./.` : text,
      ),
      withTable: index === withTable,
    };
  });
}

/** The words of a report in the shape of Decree 30/2020 (form 1.4), number and day left to the clerk who registers it. */
export function documentOf(report: ReportView, unit: Body, above: Body | null): ReportDocument {
  const { period } = report;
  const texts = report.sections;
  return {
    issuer: ['ỦY BAN NHÂN DÂN', unit.name.toLocaleUpperCase('vi')],
    symbol: 'Số:        /BC-UBND',
    place: `${unit.shortName}, ngày        tháng        năm ${period.due.slice(0, 4)}`,
    subject: report.form.subject.replace('{period}', period.words),
    addressee: addresseeOf(above),
    opening: `Ủy ban nhân dân ${lowerFirst(unit.name)} báo cáo ${lowerFirst(report.form.subject.replace('{period}', period.words))} (số liệu từ ngày ${day(period.dataFrom)} đến hết ngày ${day(period.cutOff)}) như sau:`,
    sections: sectionsOf(texts),
    rows: report.cells.map(rowOf),
    remarks: report.cells.flatMap(remarkOf),
    authority: 'TM. ỦY BAN NHÂN DÂN',
    position: 'CHỦ TỊCH',
    recipients: ['- Như trên;', '- Lưu: VT.'],
  };
}

/** Everything in a document that is bound to the ledger, by name. */
export const boundNumbers = ({ rows }: Pick<ReportDocument, 'rows'>): BoundNumber[] =>
  rows.flatMap(({ num, den, share: part }) => [num, den, part]);
