/** Words as a page prints them; points from the page's lower left corner. */
export interface Word {
  readonly text: string;
  readonly x: number;
  /** Of the letters' foot. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A ruled line. */
export interface Rule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const NEAR = 2.5;

/** Values that differ by less than a hair are one; ascending. */
function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const kept: number[] = [];
  for (const value of sorted) if (value - (kept.at(-1) ?? -Infinity) > NEAR) kept.push(value);
  return kept;
}

interface Grid {
  readonly xs: readonly number[];
  /** From the top of the page down. */
  readonly ys: readonly number[];
}

/** Tables as their rules draw them: three uprights or more that share their height. */
function gridsOf(rules: readonly Rule[]): Grid[] {
  const upright = rules.filter(({ x1, x2, y1, y2 }) => Math.abs(x1 - x2) < NEAR && Math.abs(y1 - y2) > 6);
  const level = rules.filter(({ x1, x2, y1, y2 }) => Math.abs(y1 - y2) < NEAR && Math.abs(x1 - x2) > 6);
  const bands: { low: number; high: number; rules: Rule[] }[] = [];
  for (const rule of [...upright].sort((a, b) => Math.max(b.y1, b.y2) - Math.max(a.y1, a.y2))) {
    const [low, high] = [Math.min(rule.y1, rule.y2), Math.max(rule.y1, rule.y2)];
    const band = bands.find((one) => low <= one.high + NEAR && high >= one.low - NEAR);
    if (band) {
      band.low = Math.min(band.low, low);
      band.high = Math.max(band.high, high);
      band.rules.push(rule);
    } else bands.push({ low, high, rules: [rule] });
  }
  return bands.flatMap(({ low, high, rules: own }) => {
    const xs = distinct(own.map(({ x1 }) => x1));
    const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 0];
    const inside = level.filter(
      ({ y1, x1, x2 }) =>
        y1 > low - NEAR && y1 < high + NEAR && Math.max(x1, x2) > left && Math.min(x1, x2) < right,
    );
    // A row ends where most of the table's width is ruled, be it in several pieces.
    const covered = (y: number) =>
      inside
        .filter(({ y1 }) => Math.abs(y1 - y) < NEAR)
        .reduce((sum, { x1, x2 }) => sum + Math.abs(x2 - x1), 0);
    const ys = distinct(inside.map(({ y1 }) => y1)).filter((y) => covered(y) > (right - left) * 0.6);
    return xs.length >= 3 && ys.length >= 2 ? [{ xs, ys: ys.reverse() }] : [];
  });
}

/** Words in reading order, a line each; a space where there is room for one. */
function linesOf(words: readonly Word[]): { text: string; y: number; height: number }[] {
  const rows: { y: number; height: number; words: Word[] }[] = [];
  for (const word of [...words].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && Math.abs(row.y - word.y) < Math.max(2, word.height * 0.4)) row.words.push(word);
    else rows.push({ y: word.y, height: word.height, words: [word] });
  }
  return rows.map(({ y, height, words: own }) => {
    let text = '';
    let end = -Infinity;
    for (const word of own.sort((a, b) => a.x - b.x)) {
      if (text !== '' && word.x - end > word.height * 0.15 && !text.endsWith(' ')) text += ' ';
      text += word.text;
      end = word.x + word.width;
    }
    return { text: text.replaceAll(/\s+/g, ' ').trim(), y, height };
  });
}

/** The lines of a page: paragraphs as printed, rows of ruled tables with tabs between their cells. */
export function layOut(words: readonly Word[], rules: readonly Rule[]): string[] {
  const grids = gridsOf(rules);
  const rest: Word[] = [];
  const cells = grids.map((grid) => grid.ys.slice(1).map(() => grid.xs.slice(1).map((): Word[] => [])));
  for (const word of words) {
    const [x, y] = [word.x + Math.min(word.width / 2, 4), word.y + word.height * 0.3];
    const place = grids.flatMap(({ xs, ys }, grid) => {
      const column = xs.findIndex((left, index) => x >= left && x < (xs[index + 1] ?? -Infinity));
      const row = ys.findIndex((top, index) => y <= top && y > (ys[index + 1] ?? Infinity));
      return column >= 0 && row >= 0 ? [{ grid, row, column }] : [];
    })[0];
    const cell = place && cells[place.grid]?.[place.row]?.[place.column];
    if (cell) cell.push(word);
    else rest.push(word);
  }
  const free = linesOf(rest).filter(({ text }) => text !== '');
  const all: { text: string; y: number }[] = [];
  free.forEach((line, index) => {
    const before = free[index - 1];
    if (before && before.y - line.y > line.height * 1.9) all.push({ text: '', y: line.y + 0.1 });
    all.push(line);
  });
  grids.forEach(({ ys }, grid) =>
    cells[grid]?.forEach((row, index) => {
      const text = row
        .map((cell) =>
          linesOf(cell)
            .map((line) => line.text)
            .join(' '),
        )
        .join('\t');
      if (text.trim() !== '') all.push({ text, y: ys[index] ?? 0 });
    }),
  );
  return all.sort((a, b) => b.y - a.y).map(({ text }) => text);
}
