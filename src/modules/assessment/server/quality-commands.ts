import { writeFile } from 'node:fs/promises';
import type { Command } from '#platform/http/module.ts';
import { recommendations } from '../domain/calibration/recommend.ts';
import { calibrateBank } from './calibrate-bank.ts';
import { proposalOf } from './proposal.ts';
import { watchIntegrity, watchNow } from './watch-integrity.ts';

const MODELS = ['1PL', '2PL', '3PL'] as const;

/** What the command line can do with the answers of many: calibrate, and look for what is unusual. */
export const qualityCommands: Readonly<Record<string, Command>> = {
  'assessment calibrate': {
    summary:
      'Estimate the questions from the answers of people who agreed to research; keeps a report, changes no question.',
    options: [
      { flags: '--model <model>', summary: '1PL, 2PL (unless told) or 3PL' },
      {
        flags: '--out <file>',
        summary: 'also write the proposed numbers to a file, to be reviewed like content',
      },
    ],
    run: async (services, { options, say, print }) => {
      const model = MODELS.find((one) => one === (options['model'] ?? '2PL'));
      if (!model) throw new Error('--model must be 1PL, 2PL or 3PL');
      const { report, synthetic } = await calibrateBank(services, model, say);
      const known = report.items.filter(({ recommendation }) => recommendation !== 'wait');
      print(
        `${report.people} tests${synthetic ? ' (invented people among them)' : ''}, ${report.answers} answers, ` +
          `${report.items.length} questions answered, ${known.length} often enough to judge`,
      );
      print(
        `${report.model}: ${report.rounds} rounds, log likelihood ${report.logLikelihood.toFixed(1)}${report.converged ? '' : ', NOT converged'}`,
      );
      for (const [by, groups] of Object.entries(report.compared))
        print(`compared by ${by}: ${groups.join(', ')}`);
      for (const what of recommendations) {
        const own = report.items.filter(({ recommendation }) => recommendation === what);
        print(`${what.padEnd(9)}${String(own.length).padStart(4)}`);
        if (what === 'keep' || what === 'wait') continue;
        for (const { id, concerns, answers, estimate, bank } of own)
          print(
            `  ${id}  ${concerns.join(', ')}   ${answers} answers, difficulty ${estimate.difficulty.toFixed(2)} (bank ${bank.difficulty.toFixed(2)})`,
          );
      }
      const file = options['out'];
      if (typeof file === 'string') {
        await writeFile(file, proposalOf(report, services.now()));
        say(`Proposal written to ${file}.`);
      }
    },
  },
  'assessment watch': {
    summary:
      'Look at the tests of this month, or of one, for what should be explained; also done every night.',
    options: [{ flags: '--month <month>', summary: 'YYYY-MM' }],
    run: async (services, { options, print }) => {
      const month = options['month'];
      if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(String(month)))
        throw new Error('--month must be written like 2026-11');
      const fresh = month ? await watchIntegrity(services, String(month)) : await watchNow(services);
      print(`${fresh} new signals`);
    },
  },
};
