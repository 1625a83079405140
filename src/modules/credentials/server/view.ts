import { currentFramework, targetGroups } from '#modules/framework/index.ts';
import type { Context } from '#platform/http/context.ts';
import { showCode } from '../domain/code.ts';
import type { CredentialView, RevocationReason } from '../domain/contract.ts';
import { notVerifiedOf } from '../domain/form.ts';
import { isRenewable } from '../domain/renewal.ts';
import { maskName } from '../domain/names.ts';
import { withPractice } from '../domain/practice-words.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { CredentialRow } from './credential.store.ts';
import { formById } from './forms.ts';
import type { Worth } from './replace.ts';
import type { Sealed } from './sealed.ts';

type Both = CredentialView['subject'];

/** Name of a target group, or its code when the framework in force no longer knows it. */
export function groupName({ content }: Pick<Context, 'content'>, code: string): Both {
  const group = targetGroups(content()).groups.find((one) => one.code === code);
  return group?.name ?? { vi: code, en: code };
}

/** Where a code is checked. */
export const verifyUrl = ({ config }: Pick<Context, 'config'>, code: string): string =>
  `${config.publicUrl}/xac-minh/${showCode(code)}`;

/** What stands on a credential, the same on screen and on paper. */
export function toView(
  context: Pick<Context, 'content' | 'config' | 'now'>,
  row: CredentialRow,
  sealed: Sealed,
  nameShown: boolean,
  { standing, newest }: Worth = {
    standing: row.revoked_at ? 'revoked' : 'valid',
    newest: undefined,
  },
): CredentialView {
  const form = formById(context.content(), row.form);
  const framework = currentFramework(context.content());
  const { outcome, name } = sealed;
  return {
    id: row.id,
    code: showCode(row.code),
    verifyUrl: verifyUrl(context, row.code),
    name,
    title: form.title,
    subject: form.subject,
    statement: form.statement,
    group: groupName(context, row.group_code),
    ruleSet: { vi: outcome.ruleSetName.vi, en: outcome.ruleSetName.en ?? outcome.ruleSetName.vi },
    issuer: form.issuer,
    issuedOn: row.issued_on,
    endsOn: row.ends_on,
    renewable:
      (standing === 'valid' || standing === 'expired') &&
      isRenewable(row.ends_on, outcome.validity?.renewFromMonths ?? 0, vietnamDay(context.now())),
    standing,
    replacedBy: newest?.id ?? null,
    evidence: withPractice(form.evidence[outcome.evidence], outcome.practice, framework.domains),
    grade: outcome.evidence,
    notVerified: notVerifiedOf(form, outcome.evidence),
    domains: outcome.domains.map(({ domain, level }) => ({
      code: domain,
      name: framework.domains.find((one) => one.code === domain)?.name ?? { vi: domain, en: domain },
      level,
      words: form.standings[level],
    })),
    revokedOn: row.revoked_at && vietnamDay(row.revoked_at),
    revokedReason: row.revoked_reason as RevocationReason | null,
    nameShown,
    masked: name && maskName(name),
    demo: context.config.demo,
  };
}
