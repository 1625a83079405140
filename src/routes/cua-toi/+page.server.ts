import { fail, redirect } from '@sveltejs/kit';
import { listAttempts } from '#modules/assessment/index.ts';
import { listMine } from '#modules/credentials/index.ts';
import {
  chooseConsent,
  endSession,
  eraseMine,
  getHousehold,
  getMe,
  listConsents,
  listSessions,
  signOut,
} from '#modules/identity/index.ts';
import { getCatalogue, listProgress } from '#modules/learning/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { Actions, PageServerLoad } from './$types';

/** Cards, links and plain forms of five modules: nothing here needs a script, so no phone pays for one. */
export const csr = false;

export const load: PageServerLoad = async ({ fetch }) => {
  const me = await call(getMe, {}, fetch);
  const [{ consents }, { sessions }, home, mine, { attempts }, learning] = await Promise.all([
    call(listConsents, {}, fetch),
    call(listSessions, {}, fetch),
    me.homeUnitId === null
      ? null
      : call(getUnit, { params: { unit: me.homeUnitId } }, fetch).catch(() => null),
    call(listMine, {}, fetch),
    call(listAttempts, {}, fetch),
    readLearning(fetch),
  ]);
  const ids = Object.fromEntries(consents.map((consent) => [consent.purpose, newUuid()]));
  const { credentials, waiting } = mine;
  return {
    me,
    consents,
    ids,
    sessions,
    home: home && { name: home.name, place: home.place },
    credentials,
    waiting,
    attempts,
    ...learning,
  };
};

/** The lessons she began and nothing of the others: what is not finished first, the newest on top. */
async function readLearning(fetcher: typeof fetch) {
  const { progress } = await call(listProgress, {}, fetcher);
  if (progress.length === 0) return { lessons: [], progress };
  const { programmes } = await call(getCatalogue, {}, fetcher);
  const cards = programmes.flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons));
  const ordered = progress.toSorted(
    (one, two) =>
      Number(one.finishedAt !== null) - Number(two.finishedAt !== null) ||
      (one.updatedAt < two.updatedAt ? 1 : -1),
  );
  const lessons = ordered.flatMap(({ lesson }) => cards.find(({ id }) => id === lesson) ?? []);
  return { lessons, progress: ordered };
}

type Done = 'consent' | 'device';
async function attempt(done: Done, work: () => Promise<unknown>) {
  try {
    await work();
    return { done, erasing: false, problem: undefined };
  } catch (error) {
    return refused(error, false);
  }
}

function refused(error: unknown, erasing: boolean) {
  if (!(error instanceof Problem)) throw error;
  const problem: ProblemDocument = error.document;
  return fail(problem.status || 503, { done: undefined, erasing, problem });
}

export const actions: Actions = {
  consent: async ({ fetch, request }) => {
    const form = await request.formData();
    const body = {
      id: String(form.get('id') ?? ''),
      purpose: String(form.get('purpose') ?? ''),
      version: String(form.get('version') ?? ''),
      given: form.get('given') === '1',
    };
    return attempt('consent', () => call(chooseConsent, { body }, fetch));
  },
  endSession: async ({ fetch, request }) => {
    const id = String((await request.formData()).get('id') ?? '');
    return attempt('device', () => call(endSession, { body: { id } }, fetch));
  },
  signOut: async ({ fetch, request }) => {
    const everywhere = (await request.formData()).get('everywhere') === '1';
    await call(signOut, { body: { everywhere } }, fetch);
    const { people } = await call(getHousehold, {}, fetch);
    redirect(303, people.length > 0 ? '/gia-dinh?ra=1' : '/dang-nhap?ra=1');
  },
  erase: async ({ fetch, request }) => {
    const word = String((await request.formData()).get('word') ?? '');
    try {
      await call(eraseMine, { body: { word } }, fetch);
    } catch (error) {
      return refused(error, true);
    }
    redirect(303, '/');
  },
};
