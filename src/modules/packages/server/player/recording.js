// A film or a sound: goes on where it was left; heard to its end is done.
import { beginSitting, course, report, stage } from './player.js';

/** Milliseconds between two notes of the place. */
const TELL_MS = 15_000;

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
      stage.replaceChildren(media);
    },
    end: () => media.pause(),
  };
}
