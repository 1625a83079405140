// H5P, play only, with the player that the operator of this installation put beside it.
import { beginSitting, course, report, sayBroken, stage } from './player.js';

export function makePlayer() {
  const [part] = course.parts;
  const { id } = /** @type {import('./player.js').Part} */ (part);

  /** @param {any} event a statement of the Experience API */
  function take(event) {
    const statement = event?.data?.statement ?? {};
    const verb = String(statement.verb?.id ?? '')
      .split('/')
      .at(-1);
    // Statements of parts inside have a parent; the whole has none.
    const isWhole = !statement.context?.contextActivities?.parent?.length;
    if (!isWhole || !['completed', 'answered', 'passed', 'failed', 'consumed'].includes(verb ?? '')) return;
    const { score, success, completion } = statement.result ?? {};
    report({
      part: id,
      completed: verb === 'completed' || verb === 'consumed' || completion === true,
      passed: typeof success === 'boolean' ? success : null,
      score:
        typeof score?.scaled === 'number' ? Math.min(100, Math.max(0, Math.round(score.scaled * 100))) : null,
      kept: '',
    });
  }
  return {
    async open() {
      beginSitting();
      await new Promise((done, broken) => {
        const script = document.createElement('script');
        script.src = 'h5p/main.bundle.js';
        script.addEventListener('load', done);
        script.addEventListener('error', broken);
        document.head.append(script);
      });
      const outside = /** @type {any} */ (window);
      if (!outside.H5PStandalone) return sayBroken();
      const place = document.createElement('div');
      stage.replaceChildren(place);
      const base = new URL('.', document.baseURI).pathname;
      await new outside.H5PStandalone.H5P(place, {
        h5pJsonPath: `${base}f`,
        frameJs: `${base}h5p/frame.bundle.js`,
        frameCss: `${base}h5p/styles/h5p.css`,
      });
      outside.H5P?.externalDispatcher?.on('xAPI', take);
    },
    end() {},
  };
}
