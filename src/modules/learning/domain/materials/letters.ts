/** A, B, C, D: by what a room calls a choice. */
export const letterOf = (place: number): string => 'ABCD'[place] ?? String(place + 1);
