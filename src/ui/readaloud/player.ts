import { SOUND_TYPES, type SoundKind } from '#platform/sound/kinds.ts';
import { speak, type Speech } from './speak.ts';

/** One sentence by its recording: whether it was heard to the end. */
export type Play = (files: readonly string[], signal: AbortSignal) => Promise<boolean>;

export interface ReadOptions {
  readonly sentences: readonly string[];
  /** Files of the recording of each sentence, those first that are tried first; none where there is none. */
  readonly recordings: readonly (readonly string[])[];
  readonly play: Play;
  /** The voice that is installed; undefined where there is none. */
  readonly voice: Pick<Parameters<typeof speak>[0], 'synthesis' | 'utter'> | undefined;
  readonly onSentence: (index: number) => void;
  /**
   * It ended: read to the end, stopped, or there was nothing to hear. @param silent how many sentences nobody has
   * recorded and no voice could say
   */
  readonly onEnd: (how: 'finished' | 'stopped' | 'absent', silent: number) => void;
}

/** Reads one sentence after another: its recording where there is one, else by the installed voice, else not at all. */
export function readSentences(options: ReadOptions): Speech {
  const { sentences, recordings, play, onSentence, onEnd } = options;
  const stopping = new AbortController();
  let { voice } = options;
  const say = (index: number, text: string) =>
    new Promise<boolean>((done) => {
      if (!voice) return done(false);
      const speech = speak({
        ...voice,
        sentences: [text],
        onSentence: () => onSentence(index),
        onEnd: (how) => {
          // A voice that is listed and not there is not asked for the next sentence.
          if (how === 'absent') voice = undefined;
          done(how === 'finished');
        },
      });
      stopping.signal.addEventListener('abort', () => speech.stop(), { once: true });
    });
  const readAll = async () => {
    let heard = 0;
    for (const [index, text] of sentences.entries()) {
      const files = recordings[index] ?? [];
      if (files.length > 0) onSentence(index);
      const isHeard =
        (files.length > 0 && (await play(files, stopping.signal))) ||
        (!stopping.signal.aborted && (await say(index, text)));
      if (stopping.signal.aborted) return onEnd('stopped', 0);
      if (isHeard) heard++;
    }
    onEnd(heard > 0 ? 'finished' : 'absent', sentences.length - heard);
  };
  void readAll();
  return { stop: () => stopping.abort() };
}

/** As a browser is asked whether it plays a file. */
export const typeOf = (file: string): string => SOUND_TYPES[file.split('.').at(-1) as SoundKind] ?? '';

/** Plays recordings in one element of the page, so that a phone which was tapped once plays all of them. */
export function playerIn(audio: HTMLAudioElement, rate: () => number): Play {
  return async (files, signal) => {
    for (const file of files) {
      if (signal.aborted) return false;
      if (audio.canPlayType(typeOf(file)) !== '' && (await playFile(audio, file, rate(), signal)))
        return true;
    }
    return false;
  };
}

function playFile(
  audio: HTMLAudioElement,
  file: string,
  rate: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((done) => {
    const ending = new AbortController();
    const end = (isHeard: boolean) => {
      ending.abort();
      audio.pause();
      done(isHeard);
    };
    const { signal: ended } = ending;
    audio.addEventListener('ended', () => end(true), { signal: ended });
    audio.addEventListener('error', () => end(false), { signal: ended });
    signal.addEventListener('abort', () => end(false), { signal: ended });
    audio.src = file;
    // Loading sets the rate back to the usual one.
    audio.defaultPlaybackRate = rate;
    audio.playbackRate = rate;
    audio.play().catch(() => end(false));
  });
}
