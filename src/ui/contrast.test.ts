import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours that a block of tokens sets, by name. */
function palette(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0]!;
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})\b/g)].map(([, name, colour]) => [name!, colour!]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, two: string): number {
  const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['paper', 'surface', 'sunken', 'cham-soft', 'son-soft', 'lua-soft', 'nghe-soft']],
  ['ink-soft', ['paper', 'surface', 'sunken']],
  ['cham', ['paper', 'surface', 'cham-soft']],
  ['cham-press', ['paper', 'surface', 'cham-soft']],
  ['on-cham', ['cham', 'cham-press']],
  ['son', ['paper', 'surface', 'son-soft']],
  ['lua', ['paper', 'surface', 'lua-soft']],
  ['nghe', ['paper', 'surface', 'nghe-soft']],
];

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
  ['contrast', ":root[data-theme='contrast']"],
])('the %s palette', (name, selector) => {
  const colours = palette(selector);
  const least = name === 'contrast' ? 7 : 4.5;
  it.each(TEXTS.flatMap(([text, backs]) => backs.map((back) => [text, back] as const)))(
    `writes %s on %s at ${least}:1 or more`,
    (text, back) => expect(contrast(colours.get(text)!, colours.get(back)!)).toBeGreaterThanOrEqual(least),
  );
  it.each(['line-strong', 'focus'])('draws %s at 3:1 or more', (line) => {
    for (const back of ['paper', 'surface'])
      expect(contrast(colours.get(line)!, colours.get(back)!)).toBeGreaterThanOrEqual(3);
  });
});

it('is the same dark by choice and by the device', () => {
  expect(palette(":root[data-theme='auto']")).toEqual(palette(":root[data-theme='dark']"));
});
