import type { Framework } from '#modules/framework/index.ts';
import { didOf } from './did.ts';
import { notVerifiedOf, type CertificateForm } from './form.ts';
import { practiceLines } from './practice-words.ts';
import { statusEntry, type StatusPlace } from './status.ts';
import { standings, type Outcome } from './outcome.ts';

/** Open Badges 3.0 on the Verifiable Credentials data model 2.0; addresses pinned, they never change their meaning. */
export const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
export const CONTEXTS = [
  CREDENTIALS_CONTEXT,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;
/** Names the kind of schema; without it a credential has no canonical form. */
export const EXTENSIONS_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

export interface BadgeInputs {
  /** UUID of the credential. */
  readonly id: string;
  /** UUID that stands for the holder in this credential only, so that two credentials cannot be joined. */
  readonly subjectId: string;
  /** Public address of this installation, without a slash at the end. */
  readonly site: string;
  /** Verification code as printed; it stands as the licence number. */
  readonly code: string;
  readonly issuedAt: Date;
  /** The last good day in Vietnam, `YYYY-MM-DD`; null without an end. */
  readonly endsOn: string | null;
  readonly outcome: Omit<Outcome, 'personId' | 'brokeWaitingTime'>;
  readonly form: CertificateForm;
  readonly framework: Framework;
  readonly groupName: string;
  /** Where its bit stands in the status lists. */
  readonly status: StatusPlace;
  /** `sha256$…` over name and salt; undefined when no name is known. */
  readonly identity: { readonly hash: string; readonly salt: string } | undefined;
}

/** Seconds precision, as `nbf` has no more and the two must be equal (Open Badges 3.0 §8.2.6.1). */
export const secondsOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The last second of a day in Vietnam. */
export const lastSecondOf = (day: string): string => secondsOf(new Date(`${day}T23:59:59+07:00`));

/**
 * The credential as an AchievementCredential. It holds no identity number, no birth date and no plain name; what the
 * test found stands in plain categories.
 */
export function buildBadge(inputs: BadgeInputs) {
  const { site, outcome, form, identity } = inputs;
  const achievementId = `${site}/api/credentials/achievements/${outcome.ruleSetId}`;
  return {
    '@context': [...CONTEXTS],
    id: `urn:uuid:${inputs.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `${form.title.vi}: ${form.subject.vi}`,
    description: form.statement.vi,
    issuer: { id: didOf(site), type: ['Profile'], name: form.issuer.vi, url: site },
    validFrom: secondsOf(inputs.issuedAt),
    ...(inputs.endsOn === null ? {} : { validUntil: lastSecondOf(inputs.endsOn) }),
    credentialSubject: {
      id: `urn:uuid:${inputs.subjectId}`,
      type: ['AchievementSubject'],
      ...(identity
        ? {
            identifier: [
              {
                type: 'IdentityObject',
                hashed: true,
                identityHash: identity.hash,
                identityType: 'name',
                salt: identity.salt,
              },
            ],
          }
        : {}),
      licenseNumber: inputs.code,
      activityEndDate: secondsOf(outcome.finishedAt),
      achievement: {
        ...buildAchievement(achievementId, inputs),
        name: `${form.subject.vi} (${inputs.groupName})`,
        version: `${outcome.ruleSetId}/${outcome.ruleSetVersion}`,
        criteria: { narrative: `${outcome.ruleSetName.vi}. ${form.criteria.vi}` },
      },
      result: outcome.domains.map((one) => ({
        type: ['Result'],
        resultDescription: `${achievementId}#${one.domain}`,
        value: form.standings[one.level].vi,
      })),
    },
    evidence: [
      {
        type: ['Evidence'],
        name: form.evidence[outcome.evidence].vi,
        description: notVerifiedOf(form, outcome.evidence)
          .map((line) => line.vi)
          .join(' '),
        genre: outcome.evidence,
      },
      ...practiceLines(outcome.practice ?? [], inputs.framework.domains).map(({ vi, genre }) => ({
        type: ['Evidence'],
        name: vi,
        genre,
      })),
    ],
    credentialSchema: [{ id: SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: statusEntry(site, inputs.status),
  };
}
export type Badge = ReturnType<typeof buildBadge>;

/** What the achievement means; the same for everybody who has it. */
export function buildAchievement(
  id: string,
  { site, form, framework }: Pick<BadgeInputs, 'site' | 'form' | 'framework'>,
) {
  return {
    id,
    type: ['Achievement'],
    achievementType: 'Competency',
    name: form.subject.vi,
    description: form.statement.vi,
    inLanguage: 'vi',
    criteria: { narrative: form.criteria.vi },
    alignment: framework.domains.map((domain) => ({
      type: ['Alignment'],
      targetName: domain.name.vi,
      targetCode: domain.code,
      targetFramework: framework.title.vi,
      targetType: 'CFItem',
      targetUrl: `${site}/khung-nang-luc#${domain.code}`,
    })),
    resultDescription: framework.domains.map((domain) => ({
      id: `${id}#${domain.code}`,
      type: ['ResultDescription'],
      name: domain.name.vi,
      resultType: 'PerformanceLevel',
      allowedValue: standings.map((standing) => form.standings[standing].vi),
    })),
  };
}
