import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
