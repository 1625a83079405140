import { createHash, randomBytes, sign } from 'node:crypto';
import { SDJwtInstance } from '@sd-jwt/core';
import { readProfile } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { Shown, ShareField } from '../../domain/contract-sharing.ts';
import { maskName } from '../../domain/names.ts';
import { didOf } from '../../domain/did.ts';
import { hasherOf, HIDDEN, PRESENTATION_TYPE, type PresentationClaims } from '../../domain/presentation.ts';
import { statusEntry } from '../../domain/status.ts';
import type { CredentialRow } from '../credential.store.ts';
import { signingKey } from '../keys.ts';
import { placeOfStatus } from '../place.ts';
import type { Sealed } from '../sealed.ts';
import { keyAddress } from '../sign.ts';
import type { CredentialsTables } from '../tables.ts';
import { toView } from '../view.ts';
import type { ShareRow } from './share.store.ts';

/** SHA-256 of text as UTF-8. */
export const hash = async (text: string): Promise<Uint8Array> => createHash('sha256').update(text).digest();

/** What the holder picked, and nothing else. */
export async function showOf(
  context: Context<CredentialsTables>,
  row: CredentialRow,
  sealed: Sealed,
  { fields, until }: Pick<ShareRow, 'fields' | 'until'>,
): Promise<Shown> {
  const view = toView(context, row, sealed, true);
  const has = (field: ShareField) => fields.includes(field);
  return {
    subject: view.subject,
    issuer: view.issuer,
    holder: has('name') ? view.name : has('initials') ? view.masked : null,
    nameShown: has('name') && view.name !== null,
    group: has('group') ? view.group : null,
    issuedOn: has('issued') ? view.issuedOn : null,
    endsOn: view.endsOn,
    evidence: has('evidence') ? view.evidence : null,
    results: has('results') ? view.domains.map(({ name, words }) => ({ name, words })) : [],
    place: has('place') ? ((await homeOf(context, row)) ?? null) : null,
    code: has('code') ? view.code : null,
    until: until.toISOString(),
  };
}

/** Commune and province by name; undefined while no home is known. */
async function homeOf(context: Context<CredentialsTables>, row: CredentialRow): Promise<string | undefined> {
  const { homeUnitId } = await readProfile(context, { partKey: row.part_key, personId: row.person_id });
  const tree = await treeOf(context.db);
  const unit = homeUnitId === null ? undefined : tree.find(homeUnitId);
  const province = unit && tree.ancestorOfKind(unit.id, 'province');
  return unit && [unit.name, ...(province && province.id !== unit.id ? [province.name] : [])].join(', ');
}

/** Where each field stands among the claims. */
const CLAIMS: Readonly<Record<ShareField, (typeof HIDDEN)[number]>> = {
  name: 'name',
  initials: 'initials',
  group: 'group',
  issued: 'issued_on',
  evidence: 'evidence',
  results: 'results',
  place: 'place',
  code: 'code',
};

/**
 * An SD-JWT over all that could be shown, signed now, with only the picked parts going with it.
 *
 * @returns `<JWT>~<part>~…~`
 */
export async function makePresentation(
  context: Context<CredentialsTables>,
  row: CredentialRow,
  sealed: Sealed,
  share: ShareRow,
): Promise<string> {
  const { id, key } = await signingKey(context);
  const library = new SDJwtInstance({
    hasher: hasherOf({ hash }),
    hashAlg: 'sha-256',
    saltGenerator: (length: number) => randomBytes(length).toString('base64url'),
    signAlg: 'EdDSA',
    signer: (data: string) => sign(null, Buffer.from(data), key).toString('base64url'),
  });
  const site = context.config.publicUrl;
  const view = toView(context, row, sealed, true);
  const claims: PresentationClaims = {
    iss: didOf(site),
    vct: `${site}/api/credentials/achievements/${row.rule_set}`,
    jti: `urn:uuid:${share.id}`,
    iat: Math.floor(context.now().getTime() / 1000),
    exp: Math.floor(share.until.getTime() / 1000),
    subject: view.subject,
    issuer: view.issuer,
    ...(view.endsOn === null ? {} : { ends_on: view.endsOn }),
    credentialStatus: statusEntry(site, await placeOfStatus(context, row)),
    ...(view.name === null ? {} : { name: view.name, initials: maskName(view.name) }),
    group: view.group,
    issued_on: view.issuedOn,
    evidence: view.evidence,
    place: (await homeOf(context, row)) ?? '',
    code: view.code,
    results: Object.fromEntries(
      view.domains.map(({ code, name, words }) => [`domain-${code}`, { name, words }]),
    ),
  };
  const hidden = HIDDEN.filter((name) => claims[name] !== undefined);
  const header = { kid: keyAddress(site, id), typ: PRESENTATION_TYPE };
  const whole = await library.issue({ ...claims }, { _sd: [...hidden] } as never, { header });
  const picked = share.fields
    .map((field) => CLAIMS[field as ShareField])
    .filter((name) => hidden.includes(name));
  return library.present(whole, Object.fromEntries(picked.map((name) => [name, true])));
}
