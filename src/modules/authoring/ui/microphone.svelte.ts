import { MAX_SECONDS } from '#modules/learning/index.ts';

/** What browsers record, the smallest first; the last is what older phones of one maker have. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];
/** Enough for a voice to be understood well; a minute is 180 KB. */
const BITS_A_SECOND = 24_000;

/** Records one sentence from this device's microphone; nothing is kept or sent before somebody says so. */
export class Microphone {
  state: 'idle' | 'asking' | 'recording' | 'denied' = $state('idle');
  #recorder: MediaRecorder | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;

  /** Whether this browser can record at all: it cannot without https. */
  static isThere(): boolean {
    return typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices);
  }

  /** @param take what was recorded, when it has stopped */
  async start(take: (sound: Blob) => void): Promise<void> {
    this.state = 'asking';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, noiseSuppression: true, echoCancellation: true },
      });
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? '';
      const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.onstop = () => {
        for (const track of stream.getTracks()) track.stop();
        this.state = 'idle';
        take(new Blob(parts, { type: recorder.mimeType }));
      };
      this.#recorder = recorder;
      recorder.start();
      this.state = 'recording';
      this.#limit = setTimeout(() => this.stop(), (MAX_SECONDS - 1) * 1000);
    } catch {
      // Somebody said no, or there is none: a file can be chosen instead.
      this.state = 'denied';
    }
  }

  stop(): void {
    clearTimeout(this.#limit);
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
  }
}
