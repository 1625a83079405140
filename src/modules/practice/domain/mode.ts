/** How much help there is: it plays, it leads, alone, alone with other names and places, on her own phone. */
export const MODES = ['watch', 'with-me', 'alone', 'changed', 'for-real'] as const;
export type Mode = (typeof MODES)[number];
export const HINTS = ['nudge', 'highlight', 'show'] as const;
export type HintLevel = (typeof HINTS)[number];
