import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { Obstacle } from '#platform/database/explain.ts';
import type { Command } from '#platform/http/module.ts';
import packageJson from '../../../../../package.json' with { type: 'json' };
import { exportBundle, unitByCode } from './export-bundle.ts';
import { importBundle, MOST_BUNDLE_BYTES } from './import-bundle.ts';
import { federationKey, trustKey } from './keys.ts';

/** Figures sent to the installation above as signed files, and taken in there. */
export const federationCommands: Readonly<Record<string, Command>> = {
  'federation key': {
    summary:
      'The public key (JWK) that signs bundles of figures here, to be registered above; made when there is none.',
    options: [{ flags: '--renew', summary: 'end the present key and make a new one' }],
    run: async (services, { options, print, say }) => {
      print(JSON.stringify(await federationKey(services, { renew: options['renew'] === true }), null, 2));
      say('Hand it over on a way by which the receiver knows that it is yours.');
    },
  },
  'federation trust': {
    summary: 'Let a key speak for a unit and all below it; a key that spoke for the unit before ends.',
    arguments: [
      { name: '<unit>', summary: 'code of the national list: two digits a province, five a commune' },
      { name: '<jwk-file>', summary: 'what "federation key" printed there' },
    ],
    run: async (services, { arguments: [code, file], print }) => {
      const unit = await unitByCode(services, code!);
      const id = await trustKey(services, unit, readText(file!, 10_000));
      print(`${id}\t${unit.code}\t${unit.name}`);
    },
  },
  'federation export': {
    summary:
      'The last frozen figures of a unit and all below it as a signed bundle for the installation above.',
    options: [
      { flags: '--unit <code>', summary: 'who speaks: two digits a province, five a commune' },
      { flags: '--out <file>', summary: 'where to write it; standard output otherwise' },
    ],
    run: async (services, { options, print, say }) => {
      const { unit: code, out } = options;
      if (typeof code !== 'string') throw new Obstacle('Say who speaks: --unit <code>');
      const unit = await unitByCode(services, code);
      const { jws, bundle, hidden } = await exportBundle(services, unit, packageJson.version);
      if (typeof out === 'string') writeFileSync(out, `${jws}\n`);
      else print(jws);
      say(`${unit.name}, ${bundle.day}, number ${bundle.sequence}: ${bundle.units.length} units.`);
      if (hidden > 0) say(`${hidden} figures are too small to leave this installation, or would tell such.`);
    },
  },
  'federation import': {
    summary: 'Take a bundle of figures in, whole or not at all; the same bundle again changes nothing.',
    arguments: [{ name: '<file>', summary: 'a bundle of an installation whose key is registered' }],
    run: async (services, { arguments: [file], print, say }) => {
      const { state, unit, bundle, missing } = await importBundle(
        services,
        readText(file!, MOST_BUNDLE_BYTES),
      );
      const about = `${unit.name}, ${bundle.day}, number ${bundle.sequence}`;
      print(state === 'known' ? `${about}: was here already, nothing changed` : `${about}: taken in`);
      if (missing > 0) say(`${missing} frozen days before it did not come.`);
    },
  },
};

function readText(file: string, most: number): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Obstacle(`${file} is no file`);
  if (found.size > most) throw new Obstacle(`${file} is larger than ${most} bytes`);
  return readFileSync(file, 'utf8');
}
