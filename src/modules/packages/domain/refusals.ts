import { Refusal, refuser } from '#platform/refusal/refusal.ts';

/** Why a file that somebody brought is not taken in. */
export const packageRefusals = {
  'no-file': 422,
  'too-large': 413,
  'no-space': 507,
  interrupted: 422,
  'not-a-package': 415,
  damaged: 422,
  encrypted: 422,
  'too-many-files': 422,
  bomb: 422,
  'hostile-path': 422,
  link: 422,
  'nested-archive': 422,
  'file-kind': 422,
  'doubled-name': 422,
  'wrong-checksum': 422,
  'no-manifest': 422,
  'manifest-broken': 422,
  'manifest-entities': 422,
  'nothing-to-open': 422,
  'missing-file': 422,
  'outside-address': 422,
} as const;
export type PackageRefusal = keyof typeof packageRefusals;

export const refusals = {
  ...packageRefusals,
  'package-not-found': 404,
  'import-not-found': 404,
  'not-now': 409,
  'own-work': 403,
  'player-missing': 409,
  'captions-faulty': 422,
  'captions-not-here': 409,
} as const;
export const refuse = refuser('packages', refusals);

/** Says no to a package. @param place the file, or the place in the manifest, where it was found */
export function refusePackage(what: PackageRefusal, place = ''): never {
  return refuse(what, { place });
}

/** The reason of a refusal of a package; undefined for any other error. */
export function reasonOf(error: unknown): { what: PackageRefusal; place: string } | undefined {
  if (!(error instanceof Refusal) || !error.code.startsWith('packages/')) return undefined;
  const what = error.code.slice('packages/'.length);
  if (!(what in packageRefusals)) return undefined;
  return { what: what as PackageRefusal, place: String(error.detail?.['place'] ?? '') };
}
