import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import type { JWK } from 'jose';
import { didOf } from '../domain/did.ts';

/** Name of a key in Data Integrity proofs: a part of the issuer's did:web document. */
export const multikeyAddress = (site: string, keyId: string): string => `${didOf(site)}#${keyId}`;

/** The public half of an Ed25519 JWK as Multikey (Controlled Identifiers 1.0 §2.2.2): `z6Mk…`. */
export async function multibaseOf(publicJwk: JWK): Promise<string> {
  const { publicKeyMultibase } = await Ed25519Multikey.fromJwk({
    jwk: { kty: publicJwk.kty, crv: publicJwk.crv, x: publicJwk.x },
  });
  return publicKeyMultibase;
}
