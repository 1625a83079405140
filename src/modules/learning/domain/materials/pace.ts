/** How fast a volunteer reads to a room, with pauses. Our assumption, until lessons in rooms have been timed. */
export const SYLLABLES_A_MINUTE = 120;

/** Seconds to say it aloud. */
export const secondsToSay = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + (text.split(/\s+/).filter(Boolean).length * 60) / SYLLABLES_A_MINUTE, 0);

/** Rounded up to half a minute: nobody in a room keeps time closer than that. */
export const halfMinutes = (seconds: number): number => Math.ceil(seconds / 30) / 2;
