import { currentFramework } from '#modules/framework/index.ts';
import type { Context } from '#platform/http/context.ts';
import { didOf } from '../domain/did.ts';
import { buildAchievement, secondsOf } from '../domain/open-badge.ts';
import { refuse } from '../domain/refusals.ts';
import { listRevoked } from './credential.store.ts';
import { formFor } from './forms.ts';
import { publicKeys, type IssuerKey } from './keys.ts';
import { multibaseOf, multikeyAddress } from './multikey.ts';
import { keyAddress } from './sign.ts';
import type { CredentialsTables } from './tables.ts';

/** What other verifiers read without asking us: keys, the issuer's document, revocations, what an achievement means. */
type Reading = Context<CredentialsTables>;

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** With its days as the historical keys of OpenID Federation 1.0 (§8.7) have them: `nbf`, `exp`, `revoked`. */
const asJwk = ({ publicJwk, id, validFrom, validTo, withdrawnAt }: IssuerKey) => ({
  ...publicJwk,
  kid: id,
  nbf: seconds(validFrom),
  ...(validTo ? { exp: seconds(validTo) } : {}),
  ...(withdrawnAt ? { revoked: { revoked_at: seconds(withdrawnAt), reason: 'compromised' } } : {}),
});

export async function readKeys(context: Reading) {
  return { keys: (await publicKeys(context)).map(asJwk) };
}

/** @throws Refusal `credentials/not-found` */
export async function readKey(context: Reading, id: string) {
  const key = (await publicKeys(context)).find((one) => one.id === id);
  return key ? asJwk(key) : refuse('not-found');
}

/**
 * did:web document (W3C DID Core 1.0). Each key stands there twice: as a JWK at its own address, which the `kid` of a JWT
 * names, and as a Multikey, which Data Integrity proofs name. A key that no longer signs stays, so that what it signed
 * can be checked; one that was withdrawn stays with its day, and nothing may be asserted with it.
 */
export async function readDid(context: Reading) {
  const site = context.config.publicUrl;
  const id = didOf(site);
  const keys = await publicKeys(context);
  const methods = await Promise.all(keys.map((key) => methodsOf(site, key)));
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/jwk/v1',
      'https://w3id.org/security/multikey/v1',
    ],
    id,
    alsoKnownAs: [site],
    verificationMethod: methods.flat(),
    assertionMethod: methods.flat().flatMap((method) => ('revoked' in method ? [] : [method.id])),
  };
}

async function methodsOf(site: string, key: IssuerKey) {
  const controller = didOf(site);
  const revoked = key.withdrawnAt ? { revoked: secondsOf(key.withdrawnAt) } : {};
  return [
    {
      id: keyAddress(site, key.id),
      type: 'JsonWebKey',
      controller,
      publicKeyJwk: asJwk(key),
      ...revoked,
    },
    {
      id: multikeyAddress(site, key.id),
      type: 'Multikey',
      controller,
      publicKeyMultibase: await multibaseOf(key.publicJwk),
      ...revoked,
    },
  ];
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
