import type { Context, Services } from '#platform/http/context.ts';
import type { KindWords } from '../domain/contract-compact.ts';
import type { CredentialRow } from './credential.store.ts';
import { formById } from './forms.ts';
import { insertKind, listKinds, type KindRow } from './kind.store.ts';
import type { CredentialsTables } from './tables.ts';
import { groupName } from './view.ts';

type Both = { readonly vi: string; readonly en: string };

/** Numbers never change: read once by each running program. */
const numbers = new WeakMap<object, Map<string, number>>();

/** Number of what was confirmed; the first of its kind gets the next one. */
export async function kindOf(
  { db, content }: Pick<Services<CredentialsTables>, 'db' | 'content'>,
  row: Pick<CredentialRow, 'form' | 'rule_set' | 'group_code'>,
  ruleSetName: Both,
): Promise<number> {
  const mine = numbers.get(content) ?? new Map<string, number>();
  numbers.set(content, mine);
  const name = JSON.stringify([row.form, row.rule_set, row.group_code]);
  const remembered = mine.get(name);
  if (remembered !== undefined) return remembered;
  for (;;) {
    const kinds = await listKinds(db);
    const known = kinds.find(
      (one) => one.form === row.form && one.rule_set === row.rule_set && one.group_code === row.group_code,
    );
    if (known) {
      mine.set(name, known.kind);
      return known.kind;
    }
    const kind = Math.max(0, ...kinds.map((one) => one.kind)) + 1;
    const { form, rule_set, group_code } = row;
    await insertKind(db, { kind, form, rule_set, group_code, rule_set_name: ruleSetName });
  }
}

/** What a kind says on a screen, as its words stand today. */
export function wordsOf(context: Pick<Context, 'content'>, row: KindRow): KindWords {
  const form = formById(context.content(), row.form);
  return {
    title: form.title,
    subject: form.subject,
    issuer: form.issuer,
    group: groupName(context, row.group_code),
    ruleSet: row.rule_set_name as Both,
    evidence: form.evidence,
    notVerified: form.notVerified,
  };
}
