/** How a recording is packed, also the end of its file's name: Opus in Ogg or in WebM, AAC in MP4, MP3. */
export const SOUND_KINDS = ['opus', 'webm', 'm4a', 'mp3'] as const;
export type SoundKind = (typeof SOUND_KINDS)[number];

/** Content types; a browser is asked with them whether it can play a file. */
export const SOUND_TYPES: Readonly<Record<SoundKind, string>> = {
  opus: 'audio/ogg; codecs=opus',
  webm: 'audio/webm; codecs=opus',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
};
