/** Edits that turn one text into another, each a letter put in, taken out or changed; at most 2,000 letters of each are looked at. */
export function editsBetween(left: string, right: string): number {
  const a = left.slice(0, 2000);
  const b = right.slice(0, 2000);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How alike two texts are, from 0 to 1: edits against the longer one. */
export function similarity(left: string, right: string): number {
  const longest = Math.min(2000, Math.max(left.length, right.length));
  return longest === 0 ? 1 : 1 - editsBetween(left, right) / longest;
}
