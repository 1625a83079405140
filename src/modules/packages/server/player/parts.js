import { course } from './player.js';

/**
 * The table of contents, where there is more than one part.
 *
 * @param {(index: number) => Promise<void>} go
 */
export function makeParts(go) {
  const nav = /** @type {HTMLElement} */ (document.querySelector('#parts'));
  const list = document.createElement('select');
  list.setAttribute('aria-label', course.words['parts'] ?? '');
  for (const [index, part] of course.parts.entries()) {
    const name = part.title || `${course.words['part']} ${index + 1}`;
    list.append(new Option(`${index + 1}. ${name}`, String(index)));
  }
  const [before, after] = [button('before', '‹', -1), button('after', '›', 1)];
  let at = 0;

  /** @param {string} word @param {string} sign @param {number} step */
  function button(word, sign, step) {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = sign;
    made.setAttribute('aria-label', course.words[word] ?? '');
    made.addEventListener('click', () => void move(at + step));
    return made;
  }
  /** @param {number} index */
  async function move(index) {
    if (index < 0 || index >= course.parts.length) return;
    at = index;
    list.value = String(index);
    before.disabled = index === 0;
    after.disabled = index === course.parts.length - 1;
    await go(index);
  }
  list.addEventListener('change', () => void move(Number(list.value)));
  nav.append(before, list, after);
  nav.hidden = course.parts.length < 2;
  return { move, next: () => move(at + 1) };
}
