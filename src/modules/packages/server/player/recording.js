// A film or a sound: goes on where it was left; heard to its end is done.
import { beginSitting, course, report, stage } from './player.js';

/** Milliseconds between two notes of the place. */
const TELL_MS = 15_000;

/**
 * Captions in each language; the first is shown from the beginning. A sound has no picture to write them on: they stand
 * below it.
 *
 * @param {HTMLMediaElement} media
 */
function addCaptions(media) {
  const said = document.createElement('p');
  said.className = 'said';
  for (const [index, { language, label }] of course.captions.entries()) {
    const track = document.createElement('track');
    Object.assign(track, { kind: 'captions', srclang: language, label, src: `captions/${language}.vtt` });
    track.default = index === 0;
    media.append(track);
    if (media instanceof HTMLVideoElement || index > 0) continue;
    said.lang = language;
    track.track.mode = 'hidden';
    track.track.addEventListener('cuechange', () => {
      const cues = /** @type {VTTCue[]} */ ([...(track.track.activeCues ?? [])]);
      said.textContent = cues.map(({ text }) => text).join(' ');
    });
  }
  return said;
}

/** @param {Record<string, string>} kept */
export function makePlayer(kept) {
  const [part] = course.parts;
  const { id, href } = /** @type {import('./player.js').Part} */ (part);
  const media = document.createElement(/\.(mp4|webm)$/.test(href) ? 'video' : 'audio');
  let told = 0;

  /** @param {boolean} completed */
  function note(completed) {
    told = performance.now();
    const place = completed ? 0 : Math.floor(media.currentTime);
    report({ part: id, completed, passed: null, score: null, kept: JSON.stringify({ place }) });
  }
  media.controls = true;
  media.preload = 'metadata';
  media.setAttribute('aria-label', course.title);
  const said = addCaptions(media);
  media.addEventListener('loadedmetadata', () => {
    const { place = 0 } = kept[id] ? JSON.parse(kept[id]) : {};
    if (place > 0 && place < media.duration - 1) media.currentTime = place;
  });
  media.addEventListener('timeupdate', () => {
    if (!media.paused && performance.now() - told > TELL_MS) note(false);
  });
  media.addEventListener('pause', () => !media.ended && note(false));
  media.addEventListener('ended', () => note(true));
  return {
    open() {
      beginSitting();
      media.src = `f/${href}`;
      stage.replaceChildren(media, said);
    },
    end: () => media.pause(),
  };
}
