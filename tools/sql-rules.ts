// What our SQL may not say, so that the same text runs on one laptop and on a Citus cluster (CONTRIBUTING.md, "Data
// rules"). Pure text work: no parser of SQL, but comments, strings and depth are respected.

export interface SqlFault {
  /** Offset in the text. */
  readonly at: number;
  readonly rule: string;
  readonly what: string;
}

/** The same length, with comments, strings and quoted bodies blanked: offsets and lines stay true. */
export function blank(sql: string): string {
  const hide = (text: string) => text.replaceAll(/[^\n]/g, ' ');
  return sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|(\$[a-z_]*\$)[\s\S]*?\1|'(?:[^']|'')*'/gi, (text) =>
    text.startsWith("'") ? `'${hide(text.slice(1, -1))}'` : hide(text),
  );
}

const FORBIDDEN: readonly (readonly [rule: string, pattern: RegExp, what: string])[] = [
  [
    'no-trigger',
    /\bCREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER\b/gi,
    'triggers do not exist on a cluster: write it in the action',
  ],
  ['no-rollup', /\b(ROLLUP|CUBE)\s*\(|\bGROUPING\s+SETS\b/gi, 'add up by the closure table instead'],
  ['no-lateral', /\bLATERAL\b/gi, 'join a grouped sub-query instead'],
  [
    'no-advisory-lock',
    /\bpg_(try_)?advisory\w*/gi,
    'advisory locks hold on one node only: lock a row or take a lease',
  ],
  ['no-skip-locked', /\bSKIP\s+LOCKED\b/gi, 'refused across part keys: take a lease'],
  [
    'no-sql-folding',
    /\b(lower|upper|unaccent|initcap)\s*\(|\bILIKE\b|!?~\*/gi,
    'fold in TypeScript (#platform/text/fold.ts)',
  ],
  [
    'no-sequence',
    /\b(small|big)?serial\b|\bAS\s+IDENTITY\b|\bnextval\s*\(/gi,
    'ids are UUIDv7 from context.newId()',
  ],
];

const VOLATILE =
  /\b(random|clock_timestamp|timeofday|gen_random_uuid|uuidv[47]|uuid_generate_v\d\w*|nextval|statement_timestamp)\s*\(|\b(now|transaction_timestamp)\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bLOCALTIME(STAMP)?\b/gi;

/** Every fault of one piece of SQL that holds wherever it stands. */
export function statementFaults(sql: string): SqlFault[] {
  const text = blank(sql);
  const faults: SqlFault[] = FORBIDDEN.flatMap(([rule, pattern, what]) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, rule, what })),
  );
  for (const match of text.matchAll(/\bVALUES\s*\(/gi)) {
    const inside = parenthesised(text, match.index + match[0].length - 1);
    if (/\bSELECT\b/i.test(inside))
      faults.push({ at: match.index, rule: 'no-select-in-values', what: 'write INSERT … SELECT' });
  }
  for (const match of text.matchAll(/\bDO\s+UPDATE\s+SET\b/gi)) {
    const part = clause(text, match.index + match[0].length);
    if (/\bSELECT\b/i.test(part))
      faults.push({ at: match.index, rule: 'no-select-in-conflict', what: 'compute it before' });
    if (matches(part, VOLATILE))
      faults.push({ at: match.index, rule: 'no-volatile-update', what: 'give the value as a parameter' });
  }
  for (const match of text.matchAll(/(?<!\b(?:FOR|DO|KEY|NO KEY|ON)\s+)\bUPDATE\s+(?!OF\b)["\w$.]+/gi)) {
    if (matches(clause(text, match.index + match[0].length), VOLATILE)) {
      faults.push({
        at: match.index,
        rule: 'no-volatile-update',
        what: 'give time, ids and chance as parameters',
      });
    }
  }
  for (const match of text.matchAll(/\b(LIMIT\s+(?!ALL)|FETCH\s+(FIRST|NEXT)\b)/gi)) {
    if (!/\bORDER\s+BY\b/i.test(sameDepthBefore(text, match.index))) {
      faults.push({ at: match.index, rule: 'limit-needs-order', what: 'ORDER BY with a unique tiebreak' });
    }
  }
  return faults.sort((a, b) => a.at - b.at);
}

/** Faults of tables and keys, in migrations. `distribution`: tables that are not spread by part_key (module.json). */
export function tableFaults(sql: string, distribution: Readonly<Record<string, string>> = {}): SqlFault[] {
  const text = blank(sql);
  const faults: SqlFault[] = [];
  const keyed = new Set<string>();
  for (const match of text.matchAll(/\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.]+)\s*\(/gi)) {
    const table = match[1]!;
    const open = match.index + match[0].length - 1;
    const body = parenthesised(text, open);
    faults.push(...namelessReferences(body, open + 1));
    if (!/(^|[(,])\s*part_key\s/i.test(body)) continue;
    if (distribution[table] === 'reference') continue;
    keyed.add(table);
    for (const key of body.matchAll(
      /\b(PRIMARY\s+KEY|UNIQUE)\b\s*(?:NULLS\s+NOT\s+DISTINCT\s*)?(?:\(\s*(\w+))?/gi,
    )) {
      const first = key[2] ?? columnBefore(body, key.index);
      if (first !== (distribution[table] ?? 'part_key') && first !== 'part_key') {
        faults.push({
          at: open + 1 + key.index,
          rule: 'key-starts-with-part-key',
          what: `${table}: ${key[1]} starts with ${first}`,
        });
      }
    }
  }
  for (const match of text.matchAll(
    /\bCREATE\s+UNIQUE\s+INDEX\s+[\s\S]*?\bON\s+([\w.]+)\s*(?:USING\s+\w+\s*)?\(\s*(\w+)/gi,
  )) {
    const [, table, first] = match as unknown as [string, string, string];
    if (keyed.has(table) && first !== 'part_key' && first !== distribution[table]) {
      faults.push({
        at: match.index,
        rule: 'key-starts-with-part-key',
        what: `${table}: unique index starts with ${first}`,
      });
    }
  }
  for (const match of text.matchAll(
    /\bALTER\s+TABLE\s+(?:ONLY\s+)?([\w.]+)[^;]*?\bADD\b[^;]*?\b(PRIMARY\s+KEY|UNIQUE)\s*\(\s*(\w+)/gi,
  )) {
    const [, table, , first] = match as unknown as [string, string, string, string];
    if (keyed.has(table) && first !== 'part_key' && first !== distribution[table]) {
      faults.push({
        at: match.index,
        rule: 'key-starts-with-part-key',
        what: `${table}: added key starts with ${first}`,
      });
    }
  }
  return faults.sort((a, b) => a.at - b.at);
}

/** A foreign key without a name cannot be dropped and added again around a distribution. */
function namelessReferences(body: string, offset: number): SqlFault[] {
  return [...body.matchAll(/\bREFERENCES\b/gi)].flatMap((match) => {
    const before = body.slice(0, match.index);
    const entry = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf(',')));
    const line = before.slice(before.lastIndexOf('\n'));
    if (/\bCONSTRAINT\s+\w+/i.test(entry) || /\bCONSTRAINT\s+\w+/i.test(line)) return [];
    return [
      { at: offset + match.index, rule: 'foreign-key-named', what: 'write CONSTRAINT name … REFERENCES' },
    ];
  });
}

const matches = (text: string, pattern: RegExp) => new RegExp(pattern.source, 'i').test(text);

/** What stands between the parenthesis at `open` and its partner. */
function parenthesised(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

/** From `from` to the end of the statement or of the parenthesis around it. */
function clause(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth < 0) return text.slice(from, at);
    if (text[at] === ';' && depth === 0) return text.slice(from, at);
  }
  return text.slice(from);
}

/** What stands before `at` in the same parenthesis and statement, without deeper parentheses. */
function sameDepthBefore(text: string, at: number): string {
  let depth = 0;
  let kept = '';
  for (let index = at - 1; index >= 0; index--) {
    const letter = text[index]!;
    if (letter === ')') depth++;
    else if (letter === '(' && --depth < 0) break;
    else if (letter === ';' && depth === 0) break;
    else if (depth === 0) kept = letter + kept;
  }
  return kept;
}

function columnBefore(body: string, at: number): string {
  const before = body.slice(0, at);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf(','), 0);
  return /\w+/.exec(before.slice(start))?.[0] ?? '';
}
