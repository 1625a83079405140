import type { CalibrationReport } from '../domain/calibration/calibration-report.ts';

const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * New numbers as a file to be reviewed like content: per item what stands in the bank and what the answers say, within
 * the limits of the bank. Nothing reads it by itself.
 */
export function proposalOf(report: CalibrationReport, madeAt: Date): string {
  const lines = [
    '# Proposal of a calibration: numbers for content/items, to be reviewed and taken over by a person.',
    `# ${madeAt.toISOString()} · ${report.people} tests, ${report.answers} answers · ${report.model}`,
    report.link
      ? `# On the scale of the bank by ${report.link.anchors} items: slope ${report.link.slope.toFixed(3)}, shift ${report.link.shift.toFixed(3)}`
      : '# Too few well-known items to stand on the scale of the bank: do not take these numbers over.',
    'items:',
  ];
  for (const item of report.items) {
    if (item.recommendation !== 'renumber' || !item.errors) continue;
    const limit = (value: number, least: number, most: number) =>
      round(Math.min(most, Math.max(least, value)));
    lines.push(
      `  - id: ${item.id}`,
      `    discrimination: ${limit(item.estimate.discrimination, 0.5, 2.5)} # was ${round(item.bank.discrimination)}, standard error ${item.errors.discrimination.toFixed(2)}`,
      `    difficulty: ${limit(item.estimate.difficulty, -3, 3)} # was ${round(item.bank.difficulty)}, standard error ${item.errors.difficulty.toFixed(2)}`,
      `    guessing: ${limit(item.estimate.guessing, 0, 0.35)} # was ${round(item.bank.guessing)}`,
      `    answers: ${item.answers}`,
    );
  }
  if (lines.at(-1) === 'items:') lines[lines.length - 1] = 'items: []';
  return `${lines.join('\n')}\n`;
}
