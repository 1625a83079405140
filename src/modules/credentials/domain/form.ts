import * as v from 'valibot';
import type { EvidenceGrade } from './outcome.ts';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600));
const Both = v.strictObject({ vi: words, en: words });
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,60}$/, 'must be lower-case letters, digits and hyphens'));

/** The words of a certificate, apart from its drawing; a locality or ministry puts its own beside or in place of ours. */
export const CertificateForm = v.strictObject({
  id,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Rule sets that it is for; empty: every rule set that no other form names. */
  ruleSets: v.array(id),
  /** File beside it that draws the certificate. */
  template: v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.typ$/, 'must be a .typ file in the same folder')),
  /** Who confirms, as it stands on the paper. */
  issuer: Both,
  title: Both,
  /** What was confirmed, in a few words. */
  subject: Both,
  /** Between the name and what was confirmed. */
  lead: Both,
  /** The whole of it in one sentence, where it stands alone. */
  statement: Both,
  /** What had to be done. */
  criteria: Both,
  standings: v.strictObject({ strong: Both, ok: Both, 'learn-more': Both, unknown: Both }),
  evidence: v.strictObject({ unsupervised: Both, supervised: Both }),
  /** What nobody has looked at; said on the paper and on the verification page. */
  notVerified: v.pipe(v.array(Both), v.minLength(1), v.maxLength(4)),
  /** The same of a test that an invigilator watched; what stands above, where it is left out. */
  notVerifiedSupervised: v.optional(v.pipe(v.array(Both), v.minLength(1), v.maxLength(4))),
  /** The line about how it came to be, at the foot. */
  automatic: Both,
  source: v.string(),
});
export type CertificateForm = v.InferOutput<typeof CertificateForm>;

/** What nobody has looked at, in a test that was taken like this. */
export const notVerifiedOf = (
  form: CertificateForm,
  evidence: EvidenceGrade,
): CertificateForm['notVerified'] =>
  (evidence === 'supervised' ? form.notVerifiedSupervised : undefined) ?? form.notVerified;
