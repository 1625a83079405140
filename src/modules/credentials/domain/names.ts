/**
 * A name behind its initials: `Nguyễn Thị Lan` → `N. T. L.`; all that a stranger sees unless the holder agreed to more.
 *
 * @returns empty for an empty name
 */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => firstLetter(word))
    .filter((letter) => letter !== '')
    .map((letter) => `${letter.toLocaleUpperCase('vi')}.`)
    .join(' ');
}

function firstLetter(word: string): string {
  return word.normalize('NFC').match(/\p{L}\p{M}*/u)?.[0] ?? '';
}
