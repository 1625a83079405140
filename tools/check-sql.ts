// Every migration and every sql`…` of a store, against tools/sql-rules.ts.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readManifests } from './boundaries.ts';
import { statementFaults, tableFaults, type SqlFault } from './sql-rules.ts';

export interface FileFault {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
}

/** Faults of all SQL below `root`, in the order of the files. */
export function checkSql(root: string): { readonly files: number; readonly faults: readonly FileFault[] } {
  const distribution = Object.assign({}, ...readManifests(root).map((one) => one.distribution ?? {}));
  const migrations = globSync('src/**/migrations/*.sql', { cwd: root }).sort();
  const sources = globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !/\.test\.ts$|\.d\.ts$/.test(file))
    .sort();
  const faults: FileFault[] = [];
  for (const file of migrations) {
    const text = readFileSync(join(root, file), 'utf8');
    const found = [...statementFaults(text), ...tableFaults(text, distribution)];
    faults.push(...found.map((fault) => place(file, text, fault, 0)));
  }
  let stores = 0;
  for (const file of sources) {
    const text = readFileSync(join(root, file), 'utf8');
    if (!/\bsql(<[^`]*>)?`|\.(limit|skipLocked)\(|ilike/i.test(text)) continue;
    stores++;
    faults.push(...sourceFaults(file, text));
  }
  return { files: migrations.length + stores, faults };
}

function place(file: string, text: string, fault: SqlFault, offset: number): FileFault {
  const line = text.slice(0, offset + fault.at).split('\n').length;
  return { file, line, rule: fault.rule, what: fault.what };
}

/** `sql` templates as text, each value as `$1`, and the calls of the query builder that hide the same faults. */
export function sourceFaults(file: string, text: string): FileFault[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const faults: FileFault[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(source).startsWith('sql')) {
      const { template } = node;
      const start = template.getStart(source) + 1;
      const body = text.slice(start, template.getEnd() - 1);
      faults.push(
        ...statementFaults(hideValues(node, body, start, source)).map((fault) =>
          place(file, text, fault, start),
        ),
      );
    }
    if (ts.isCallExpression(node)) faults.push(...builderFaults(node, file, text, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function hideValues(
  node: ts.TaggedTemplateExpression,
  body: string,
  start: number,
  source: ts.SourceFile,
): string {
  if (!ts.isTemplateExpression(node.template)) return body;
  let text = body;
  for (const span of node.template.templateSpans) {
    const from = span.expression.getFullStart() - 2 - start;
    const to = span.literal.getStart(source) + 1 - start;
    text = text.slice(0, from) + '$1'.padEnd(to - from).replaceAll('\n', ' ') + text.slice(to);
  }
  return text;
}

function builderFaults(
  node: ts.CallExpression,
  file: string,
  text: string,
  source: ts.SourceFile,
): FileFault[] {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const at = callee.name.getStart(source);
  const fault = (rule: string, what: string) => [place(file, text, { at, rule, what }, 0)];
  const name = callee.name.text;
  if (name === 'skipLocked') return fault('no-skip-locked', 'refused across part keys: take a lease');
  if (
    name === 'limit' &&
    /\bselectFrom\(/.test(callee.getText(source)) &&
    !/\borderBy\(/.test(wholeChain(node, source))
  ) {
    return fault('limit-needs-order', 'orderBy with a unique tiebreak');
  }
  const literals = node.arguments.filter(ts.isStringLiteral).map((one) => one.text.toLowerCase());
  if (
    literals.includes('ilike') ||
    (name === 'fn' && literals.some((one) => ['lower', 'upper', 'unaccent'].includes(one)))
  ) {
    return fault('no-sql-folding', 'fold in TypeScript (#platform/text/fold.ts)');
  }
  return [];
}

function wholeChain(node: ts.Node, source: ts.SourceFile): string {
  let top = node;
  while (
    ts.isPropertyAccessExpression(top.parent) ||
    (ts.isCallExpression(top.parent) && top.parent.expression === top)
  )
    top = top.parent;
  return top.getText(source);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, faults } = checkSql(process.cwd());
  for (const { file, line, rule, what } of faults) console.log(`${file}:${line} ${rule}: ${what}`);
  console.log(`${files} files, ${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}
