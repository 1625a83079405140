// SCORM 1.2 and 2004: a part looks for `API` or `API_1484_11` in the windows around it, and finds it here.
import { makeParts } from './parts.js';
import { beginSitting, course, report, stage } from './player.js';

/** @typedef {import('./player.js').Part} Part */

const IS_12 = course.kind === 'scorm12';
/** What a learner is called before a package of somebody else: it learns nothing of her. */
const NOBODY = { id: 'hoc-vien', name: 'Học viên' };
/** What does not fit is left out: objectives first, they are told again by most parts. */
const MOST_KEPT = 190_000;

/** @param {any} value */
const number = (value) =>
  value === '' || value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);
/** @param {number | null} value */
const points = (value) => (value === null ? null : Math.min(100, Math.max(0, Math.round(value * 10) / 10)));

/** @param {any} cmi what the runtime commits */
function read12(cmi) {
  const { core = {} } = cmi;
  const status = core.lesson_status ?? '';
  const [raw, max] = [number(core.score?.raw), number(core.score?.max)];
  return {
    completed: status === 'completed' || status === 'passed',
    passed: status === 'passed' ? true : status === 'failed' ? false : null,
    score: points(raw === null ? null : max && max > 0 ? (raw / max) * 100 : raw),
    cmi: {
      suspend_data: cmi.suspend_data,
      objectives: cmi.objectives,
      core: {
        lesson_location: core.lesson_location,
        lesson_status: core.lesson_status,
        score: core.score,
        total_time: core.total_time,
      },
    },
  };
}

/** @param {any} cmi */
function read2004(cmi) {
  const scaled = number(cmi.score?.scaled);
  const [raw, max] = [number(cmi.score?.raw), number(cmi.score?.max)];
  const { success_status: success } = cmi;
  return {
    completed:
      cmi.completion_status === 'completed' || (success === 'passed' && cmi.completion_status === 'unknown'),
    passed: success === 'passed' ? true : success === 'failed' ? false : null,
    score: points(scaled === null ? (raw !== null && max ? (raw / max) * 100 : null) : scaled * 100),
    cmi: {
      suspend_data: cmi.suspend_data,
      location: cmi.location,
      completion_status: cmi.completion_status,
      success_status: success,
      score: cmi.score,
      objectives: cmi.objectives,
      total_time: cmi.total_time,
    },
  };
}

/** What the part finds at its start: what it kept last time, or what its manifest hands to it. @param {Part} part @param {any} before */
function startingData(part, before) {
  if (IS_12) {
    const { core = {}, ...rest } = before ?? {};
    const mastery = part.mastery === null ? {} : { student_data: { mastery_score: String(part.mastery) } };
    const entry = before ? 'resume' : 'ab-initio';
    return {
      ...rest,
      ...mastery,
      launch_data: part.launch,
      core: {
        ...core,
        entry,
        student_id: NOBODY.id,
        student_name: NOBODY.name,
        credit: 'credit',
        lesson_mode: 'normal',
      },
    };
  }
  const told = { launch_data: part.launch, learner_id: NOBODY.id, learner_name: NOBODY.name };
  return { ...before, ...told, entry: before ? 'resume' : 'ab-initio', credit: 'credit', mode: 'normal' };
}

/** @param {Record<string, string>} kept */
export function makePlayer(kept) {
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** @type {any} */
  let api;
  /** @type {Part | undefined} */
  let open;

  /** @param {Part} part @param {any} commit */
  function take(part, commit) {
    const told = (IS_12 ? read12 : read2004)(commit.runtimeData?.cmi ?? {});
    const cmi = /** @type {Record<string, unknown>} */ (told.cmi);
    let text = JSON.stringify(cmi);
    if (text.length > MOST_KEPT) text = JSON.stringify({ ...cmi, objectives: undefined });
    kept[part.id] = text.length > MOST_KEPT ? '' : text;
    const { completed, passed, score } = told;
    report({ part: part.id, completed, passed, score, kept: kept[part.id] ?? '' });
  }

  /** @param {Part} part */
  async function makeApi(part) {
    const settings = {
      autocommit: true,
      autocommitSeconds: 10,
      lmsCommitUrl: 'page:',
      renderCommonCommitFields: true,
      alwaysSendTotalTime: true,
      selfReportSessionTime: true,
      // SCORM 1.2 has the system compare points with the manifest's limit.
      mastery_override: true,
      logLevel: 5,
      httpService: {
        /** @param {string} _url @param {any} commit */
        processHttpRequest(_url, commit) {
          take(part, commit);
          return { result: 'true', errorCode: 0 };
        },
        updateSettings() {},
      },
    };
    const runtime = await import(`./${course.kind}.js`);
    const made = IS_12 ? new runtime.Scorm12API(settings) : new runtime.Scorm2004API(settings);
    const before = kept[part.id] ? JSON.parse(/** @type {string} */ (kept[part.id])) : undefined;
    made.loadFromJSON({ cmi: startingData(part, before) });
    // A part that was finished asks for the next one.
    if (!IS_12) made.on('SequenceNext', () => setTimeout(() => void parts.next(), 0));
    Object.assign(window, IS_12 ? { API: made } : { API_1484_11: made });
    return made;
  }

  /** Ends what is open: parts end themselves while their page goes, we end those that did not. */
  async function close() {
    if (!frame || !open) return;
    const going = frame;
    await new Promise((done) => {
      going.addEventListener('load', () => done(undefined), { once: true });
      setTimeout(done, 2_000);
      going.src = 'about:blank';
    });
    if (open.tells && api?.isInitialized?.()) (IS_12 ? api.lmsFinish : api.lmsTerminate).call(api);
    going.remove();
    frame = undefined;
    open = undefined;
  }

  const parts = makeParts(async (index) => {
    await close();
    const part = /** @type {Part} */ (course.parts[index]);
    open = part;
    beginSitting();
    api = await makeApi(part);
    frame = document.createElement('iframe');
    frame.title = part.title || course.title;
    frame.allow = 'fullscreen; autoplay';
    frame.src = `f/${part.href}`;
    // A page that tells nothing is done when it was opened.
    if (!part.tells)
      frame.addEventListener(
        'load',
        () => report({ part: part.id, completed: true, passed: null, score: null, kept: '' }),
        { once: true },
      );
    stage.replaceChildren(frame);
  });
  return { open: () => parts.move(0), end: close };
}
