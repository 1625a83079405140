/** Text of a document, ready for the plan reader: a line a paragraph or printed line, cells of a table parted by tabs. */
export interface Extracted {
  readonly text: string;
  /** Printed pages; null where the format has none. */
  readonly pages: number | null;
}

/** Why a file is not read. */
export type ExtractFault =
  | 'not-a-document'
  | 'too-large'
  | 'too-many-pages'
  | 'images-only'
  | 'encrypted'
  | 'damaged'
  | 'hostile'
  | 'takes-too-long'
  | 'not-utf8';

/** Thrown by the readers; nothing else about the file is told. */
export class ExtractError extends Error {
  readonly fault: ExtractFault;
  constructor(fault: ExtractFault) {
    super(fault);
    this.name = 'ExtractError';
    this.fault = fault;
  }
}

/** What a file may be. The largest plans seen have a hundred pages and two megabytes. */
export const LIMITS = {
  bytes: 10 * 1024 * 1024,
  /** A plan has fewer; longer files hold something else too. */
  pages: 300,
  /** Of XML within a Word document, unpacked. */
  xml: 40 * 1024 * 1024,
  characters: 1_500_000,
  /** Files within a Word document. */
  entries: 2000,
  milliseconds: 60_000,
  memoryMegabytes: 512,
} as const;
