import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSentences, type Play } from './player.ts';
import { speak } from './speak.ts';
import { installedVoice } from './voice.ts';

const voice = (lang: string, localService: boolean, isDefault = false) => ({
  lang,
  localService,
  name: lang,
  default: isDefault,
});

describe('installedVoice', () => {
  it('takes a Vietnamese voice that is on the device, however its language is written', () => {
    expect(installedVoice([voice('en-US', true), voice('vi_VN', true)], 'vi')?.lang).toBe('vi_VN');
  });
  it('never promises a voice over the network or of another language', () => {
    expect(
      installedVoice([voice('vi-VN', false), voice('vie', true), voice('en-US', true)], 'vi'),
    ).toBeUndefined();
    expect(installedVoice([], 'vi')).toBeUndefined();
  });
});

describe('speak', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function open(answer: (utterance: any) => void) {
    const seen: (number | string)[] = [];
    const speech = speak({
      synthesis: { speak: (utterance) => answer(utterance), cancel: () => undefined },
      utter: (text) => ({ text }) as unknown as SpeechSynthesisUtterance,
      sentences: ['Một.', 'Hai.'],
      onSentence: (index) => seen.push(index),
      onEnd: (how) => seen.push(how),
    });
    return { speech, seen };
  }

  it('reads sentence after sentence and says which', () => {
    const { seen } = open((utterance) => {
      utterance.onstart();
      utterance.onend();
    });
    expect(seen).toEqual([0, 1, 'finished']);
  });
  it('stops at once when asked, once', () => {
    const { speech, seen } = open((utterance) => utterance.onstart());
    speech.stop();
    speech.stop();
    expect(seen).toEqual([0, 'stopped']);
  });
  it.each([
    ['fails before it begins', (utterance: any) => utterance.onerror()],
    ['ends without a sound', (utterance: any) => utterance.onend()],
    ['never begins', () => vi.advanceTimersByTime(5_000)],
  ])('says the voice is absent when it %s', (_, answer) => {
    const { seen } = open(answer);
    vi.advanceTimersByTime(5_000);
    expect(seen).toEqual(['absent']);
  });
});

describe('a page that is read aloud', () => {
  const says = (seen: (number | string)[], how: (utterance: any) => void) => ({
    synthesis: {
      speak: (utterance: any) => (seen.push(`says ${utterance.text}`), how(utterance)),
      cancel: () => undefined,
    },
    utter: (text: string) => ({ text }) as unknown as SpeechSynthesisUtterance,
  });
  const whole = (utterance: any) => (utterance.onstart(), utterance.onend());

  async function read(
    recordings: string[][],
    play: Play,
    voice?: ReturnType<typeof says>,
    seen: (number | string)[] = [],
  ) {
    const sentences = ['Một.', 'Hai.', 'Ba.'];
    await new Promise<void>((done) =>
      readSentences({
        sentences,
        recordings,
        play: async (files, signal) => (seen.push(`plays ${files.join('|')}`), play(files, signal)),
        voice,
        onSentence: (index) => seen.push(index),
        onEnd: (how, silent) => (seen.push(`${how} ${silent}`), done()),
      }),
    );
    return seen;
  }

  it('is heard by its recordings, and by the installed voice where a sentence has none', async () => {
    const seen: (number | string)[] = [];
    await read([['a.opus', 'a.m4a'], [], ['c.opus']], async () => true, says(seen, whole), seen);
    expect(seen).toEqual([0, 'plays a.opus|a.m4a', 'says Hai.', 1, 2, 'plays c.opus', 'finished 0']);
  });

  it('says honestly how many sentences nobody could say', async () => {
    expect(await read([['a.opus'], [], []], async () => true)).toEqual([0, 'plays a.opus', 'finished 2']);
  });

  it('whose recording cannot be played is said by the voice; without one there is nothing to hear', async () => {
    const seen: (number | string)[] = [];
    await read([['a.opus'], [], []], async () => false, says(seen, whole), seen);
    expect(seen.filter((one) => String(one).startsWith('says'))).toHaveLength(3);
    expect((await read([['a.opus'], [], []], async () => false)).at(-1)).toBe('absent 3');
  });

  it('stops in the middle of a recording, and nothing more is heard', async () => {
    const seen: (number | string)[] = [];
    await new Promise<void>((done) => {
      const speech = readSentences({
        sentences: ['Một.', 'Hai.'],
        recordings: [['a.opus'], ['b.opus']],
        play: (_, signal) => new Promise((end) => signal.addEventListener('abort', () => end(false))),
        voice: says(seen, whole),
        onSentence: (index) => seen.push(index),
        onEnd: (how) => (seen.push(how), done()),
      });
      speech.stop();
    });
    expect(seen).toEqual([0, 'stopped']);
  });
});
