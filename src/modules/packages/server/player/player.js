// The player on the play origin. It talks with the page around it, which alone may speak with the API:
// ours → page: ready · report · ended     page → ours: start (what was kept) · end

/**
 * @typedef {{ id: string, title: string, href: string, tells: boolean, mastery: number | null, launch: string }} Part
 * @typedef {{ kind: string, title: string, parts: Part[], captions: { language: string, label: string }[], parent: string, words: Record<string, string> }} Course
 * @typedef {{ part: string, completed: boolean, passed: boolean | null, score: number | null, kept: string }} Told
 * @typedef {{ open: () => Promise<void> | void, end: () => Promise<void> | void }} Player
 */

const data = /** @type {HTMLElement} */ (document.querySelector('#course')).textContent ?? '';
export const course = /** @type {Course} */ (JSON.parse(data));
export const stage = /** @type {HTMLElement} */ (document.querySelector('#stage'));

let opened = performance.now();
/** A new part: its seconds begin. */
export const beginSitting = () => void (opened = performance.now());

/** @param {object} message */
const tell = (message) => window.parent.postMessage({ from: 'bdhvs-player', ...message }, course.parent);

/** What a part told; the page around gives it an id and keeps it. @param {Told} told */
export function report(told) {
  const seconds = Math.min(86_400, Math.round((performance.now() - opened) / 1000));
  tell({ type: 'report', report: { ...told, seconds } });
}

/** Says that this course cannot be shown here. */
export function sayBroken() {
  const text = document.createElement('p');
  text.textContent = course.words['broken'] ?? '';
  stage.replaceChildren(text);
}

/** @type {Player | undefined} */
let player;

/** @param {Record<string, string>} kept */
async function start(kept) {
  if (player) return;
  const kind = course.kind.startsWith('scorm') ? 'scorm' : course.kind;
  const { makePlayer } = await import(`./${kind}.js`);
  player = /** @type {Player} */ (makePlayer(kept));
  await player.open();
}

window.addEventListener('message', (event) => {
  // Only the page that asked for this viewing, never what is played inside.
  if (event.origin !== course.parent || event.source !== window.parent) return;
  const message = event.data ?? {};
  if (message.type === 'start') void start(message.kept ?? {}).catch(sayBroken);
  if (message.type === 'end')
    void Promise.resolve(player?.end())
      .catch(() => undefined)
      .then(() => tell({ type: 'ended' }));
});
tell({ type: 'ready' });
