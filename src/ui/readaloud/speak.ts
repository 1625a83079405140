/** How long a voice may take to begin before we say that the device does not really have it. */
const BEGIN_MS = 4_000;

export interface Speech {
  stop(): void;
}

export interface SpeakOptions {
  readonly synthesis: Pick<SpeechSynthesis, 'speak' | 'cancel'>;
  /** Makes what the synthesis takes; the browser's own class outside tests. */
  readonly utter: (text: string) => SpeechSynthesisUtterance;
  readonly sentences: readonly string[];
  /** The sentence that is being read now. */
  readonly onSentence: (index: number) => void;
  /** It ended: read to the end, stopped, or the voice was not there after all. */
  readonly onEnd: (how: 'finished' | 'stopped' | 'absent') => void;
}

/** Reads the sentences one after another; one utterance each, because long ones are cut off by some browsers. */
export function speak({ synthesis, utter, sentences, onSentence, onEnd }: SpeakOptions): Speech {
  let over = false;
  let begun = false;
  const end = (how: 'finished' | 'stopped' | 'absent') => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    synthesis.cancel();
    onEnd(how);
  };
  const patience = setTimeout(() => end('absent'), BEGIN_MS);
  const read = (index: number) => {
    if (over) return;
    const text = sentences[index];
    if (text === undefined) return end('finished');
    const utterance = utter(text);
    utterance.onstart = () => {
      begun = true;
      clearTimeout(patience);
      if (!over) onSentence(index);
    };
    utterance.onend = () => (begun ? read(index + 1) : end('absent'));
    utterance.onerror = () => end(begun ? 'stopped' : 'absent');
    synthesis.speak(utterance);
  };
  synthesis.cancel();
  read(0);
  return { stop: () => end('stopped') };
}
