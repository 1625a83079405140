import { insertMany } from '#platform/database/insert-many.ts';
import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { hashIdentifier, makePersonKey, sealUnder } from './person-keys.ts';

/** An invented resident. */
export interface DemoPerson extends Identity {
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  /** null while it is not known where she lives */
  readonly homeUnitId: number | null;
  readonly createdAt: Date;
  /** Identity number under which the trial provider knows her; only for people whom a visitor may be. */
  readonly nationalId?: string;
}

export interface DemoConsent extends Identity {
  readonly id: string;
  readonly purpose: string;
  readonly version: string;
  readonly given: boolean;
  readonly at: Date;
}

/** Residents with keys of their own, marked as invented. */
export async function insertDemoPeople(
  { db, master }: Pick<Services, 'db' | 'master'>,
  people: readonly DemoPerson[],
): Promise<void> {
  const made = people.map((person) => {
    const { key, wrapped } = makePersonKey(master, person);
    const profile = JSON.stringify({ name: person.name, birthDate: person.birthDate });
    const sealed = person.nationalId
      ? sealUnder(key, person, 'identity.national-id', person.nationalId)
      : undefined;
    return { person, wrapped, profile: sealUnder(key, person, 'identity.profile', profile), number: sealed };
  });
  await db.transaction().execute(async (tx) => {
    await insertMany(
      tx,
      'identity.persons',
      made.map(({ person, profile }) => ({
        part_key: person.partKey,
        id: person.personId,
        kind: 'resident',
        created_at: person.createdAt,
        home_unit_id: person.homeUnitId,
        profile_sealed: profile,
        synthetic: true,
      })),
    );
    await insertMany(
      tx,
      'identity.person_keys',
      made.map(({ person, wrapped }) => ({ part_key: person.partKey, person_id: person.personId, wrapped })),
    );
    await insertMany(
      tx,
      'identity.identifiers',
      made.flatMap(({ person, number }) =>
        number
          ? [
              {
                hash: hashIdentifier(master, 'national-id', person.nationalId!),
                kind: 'national-id',
                part_key: person.partKey,
                person_id: person.personId,
                sealed: number,
              },
            ]
          : [],
      ),
    );
  });
}

/** What invented people chose, as the ledger keeps it. */
export async function insertDemoConsents(
  { db }: Pick<Services, 'db'>,
  choices: readonly DemoConsent[],
): Promise<void> {
  await insertMany(
    db,
    'identity.consents',
    choices.map((choice) => ({
      part_key: choice.partKey,
      id: choice.id,
      person_id: choice.personId,
      purpose: choice.purpose,
      text_version: choice.version,
      given: choice.given,
      at: choice.at,
    })),
  );
}
