import { currentFramework } from '#modules/framework/index.ts';
import type { Context } from '#platform/http/context.ts';
import { buildAchievement, didOf, secondsOf } from '../domain/open-badge.ts';
import { refuse } from '../domain/refusals.ts';
import { listRevoked } from './credential.store.ts';
import { formFor } from './forms.ts';
import { publicKeys } from './keys.ts';
import { keyAddress } from './sign.ts';
import type { CredentialsTables } from './tables.ts';

/** What other verifiers read without asking us: keys, the issuer's document, revocations, what an achievement means. */
type Reading = Context<CredentialsTables>;

const asJwk = ({ publicJwk, id }: Awaited<ReturnType<typeof publicKeys>>[number]) => ({
  ...publicJwk,
  kid: id,
});

export async function readKeys(context: Reading) {
  return { keys: (await publicKeys(context)).map(asJwk) };
}

/** @throws Refusal `credentials/not-found` */
export async function readKey(context: Reading, id: string) {
  const key = (await publicKeys(context)).find((one) => one.id === id);
  return key ? asJwk(key) : refuse('not-found');
}

/** did:web document (W3C DID Core 1.0); a key that no longer signs stays, so that what it signed can be checked. */
export async function readDid(context: Reading) {
  const site = context.config.publicUrl;
  const id = didOf(site);
  const methods = (await publicKeys(context)).map((key) => ({
    id: keyAddress(site, key.id),
    type: 'JsonWebKey',
    controller: id,
    publicKeyJwk: asJwk(key),
  }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id,
    alsoKnownAs: [site],
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}

export async function readRevocations(context: Reading) {
  const site = context.config.publicUrl;
  const rows = await listRevoked(context.db);
  return {
    id: `${site}/api/credentials/revocations`,
    issuer: didOf(site),
    revokedCredential: rows.map((row) => ({
      id: `urn:uuid:${row.id}`,
      revoked: true,
      revocationReason: row.revoked_reason,
      ...(row.revoked_at ? { revokedAt: secondsOf(row.revoked_at) } : {}),
    })),
  };
}

export async function readAchievement({ content, config }: Reading, ruleSet: string) {
  const id = `${config.publicUrl}/api/credentials/achievements/${ruleSet}`;
  return buildAchievement(id, {
    site: config.publicUrl,
    form: formFor(content(), ruleSet),
    framework: currentFramework(content()),
  });
}
