import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { certificateQr } from './qr.ts';
import { placeAndDate } from '../../domain/place-and-date.ts';
import type { CredentialView } from '../../domain/contract.ts';
import type { CertificateForm } from '../../domain/form.ts';
import words from '../../messages/vi.json' with { type: 'json' };

/** Place of issue: the province of the holder's home, by its name alone; undefined while no home is known. */
export async function placeOf({ db }: Pick<Context, 'db'>, homeUnitId: number | null) {
  if (homeUnitId === null) return undefined;
  const province = (await treeOf(db)).ancestorOfKind(homeUnitId, 'province');
  return province?.shortName;
}

/** What the template prints, in Vietnamese: the paper is read here. */
export function certificateValues(
  view: CredentialView,
  form: Pick<CertificateForm, 'lead' | 'automatic'>,
  place: string | undefined,
  scanned: string,
) {
  return {
    title: view.title.vi,
    issuer: view.issuer.vi,
    presented: words['certificate.presented'],
    name: view.name ?? words['certificate.nameless'],
    lead: form.lead.vi,
    subject: view.subject.vi,
    groupLabel: words['certificate.group'],
    group: view.group.vi,
    domainsLabel: words['certificate.domains'],
    domains: view.domains.map((domain) => domain.name.vi.toLocaleLowerCase('vi')),
    code: view.code,
    codeLabel: words['certificate.code'],
    checkLabel: words['certificate.check'],
    verifyUrl: view.verifyUrl,
    verifyShown: view.verifyUrl.replace(/^https?:\/\//, '').replace(/\/[^/]+$/, ''),
    qr: certificateQr(scanned, view.verifyUrl),
    qrAlt: `${words['certificate.qr-signed']} ${view.verifyUrl}`,
    placeAndDate: placeAndDate(place, view.issuedOn),
    ends:
      view.endsOn === null
        ? ''
        : `${words['certificate.ends']} ${view.endsOn.split('-').toReversed().join('/')}`,
    automatic: form.automatic.vi,
    evidenceLabel: words['certificate.evidence'],
    evidence: view.evidence.vi,
    ruleSetLabel: words['certificate.rule-set'],
    ruleSet: view.ruleSet.vi,
    notVerifiedLabel: words['certificate.not-verified'],
    notVerified: view.notVerified.map((line) => line.vi),
    demo: view.demo,
    demoMark: words['certificate.demo'],
    demoNote: words['certificate.demo-note'],
  };
}
