import { entriesOf, type ContentKind, type Release } from '#platform/content/release.ts';
import { CertificateForm } from '../domain/form.ts';

export const certificateFormKind: ContentKind<CertificateForm> = {
  name: 'certificate-forms',
  files: 'certificates/*.yaml',
  schema: CertificateForm,
  check: (entries) =>
    entries
      .filter((entry, index) => entries.findIndex((other) => other.value.id === entry.value.id) !== index)
      .map((entry) => ({ path: entry.path, line: 1, what: `id ${entry.value.id} stands twice` })),
};

/** The form that words the confirmations of a rule set. @throws Error when the content holds none */
export function formFor(release: Release, ruleSet: string): CertificateForm {
  const forms = entriesOf(release, certificateFormKind).map((entry) => entry.value);
  const form =
    forms.find((one) => one.ruleSets.includes(ruleSet)) ?? forms.find((one) => one.ruleSets.length === 0);
  if (!form) throw new Error(`content/certificates holds no form for the rule set ${ruleSet}`);
  return form;
}

/** A form by its id, or the one for everything when it is no longer there. */
export function formById(release: Release, wanted: string): CertificateForm {
  const known = entriesOf(release, certificateFormKind).find((entry) => entry.value.id === wanted);
  return known?.value ?? formFor(release, '');
}
