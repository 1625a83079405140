import { createHash } from 'node:crypto';

/** What a table holds: how many rows, and a digest that does not depend on their order. */
export interface TableSum {
  readonly rows: number;
  readonly digest: string;
}

const MASK = (1n << 128n) - 1n;

/** Adds up COPY text as it comes: rows end with a line feed, which COPY never writes inside a value. */
export function makeTableSum(): { add(chunk: Buffer): void; end(): TableSum } {
  let rows = 0;
  let sum = 0n;
  let rest: Buffer = Buffer.alloc(0);
  const addRow = (row: Buffer) => {
    rows += 1;
    const digest = createHash('sha256').update(row).digest();
    sum = (sum + (digest.readBigUInt64BE(0) << 64n) + digest.readBigUInt64BE(8)) & MASK;
  };
  return {
    add(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        const row = chunk.subarray(from, at);
        addRow(rest.length > 0 ? Buffer.concat([rest, row]) : row);
        rest = rest.length > 0 ? Buffer.alloc(0) : rest;
        from = at + 1;
      }
      if (from < chunk.length) rest = Buffer.concat([rest, chunk.subarray(from)]);
    },
    end() {
      if (rest.length > 0) addRow(rest);
      return { rows, digest: sum.toString(16).padStart(32, '0') };
    },
  };
}
