/** What is needed of the browser's voices; the real ones have more. */
export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'name' | 'default'>;

/**
 * The installed voice that speaks this language, or none. Voices over the network are left out: they need data, and
 * send what is read to somebody else. Some devices list voices that they do not have; the reader finds that out when
 * it begins to speak (`speak` in speak.ts).
 */
export function installedVoice<V extends Voice>(voices: readonly V[], language: string): V | undefined {
  const speaks = voices.filter(
    (voice) =>
      voice.localService === true && voice.lang.replace('_', '-').toLowerCase().split('-')[0] === language,
  );
  return speaks.find((voice) => voice.default) ?? speaks[0];
}
