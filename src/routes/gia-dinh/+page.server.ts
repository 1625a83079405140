import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  chooseProfile,
  getHousehold,
  getSignInWays,
  helperHolds,
  holdPhone,
  restoreProfile,
  safeReturnTo,
} from '#modules/identity/index.ts';
import type { NextLesson } from '#modules/identity/ui.ts';
import { listHomeProgress } from '#modules/learning/index.ts';
import { call } from '#platform/client/call.ts';
import { whoIn } from '#platform/http/who.ts';
import type { Actions, PageServerLoad } from './$types';
import { refused } from './attempt.server.ts';

const HOME = '/gia-dinh';

export const load: PageServerLoad = async ({ fetch, url, request, locals }) => {
  const signedOut = url.searchParams.has('ra');
  const [household, { people }, ways] = await Promise.all([
    call(getHousehold, {}, fetch),
    call(listHomeProgress, {}, fetch),
    signedOut ? call(getSignInWays, {}, fetch) : null,
  ]);
  const cookies = request.headers.get('cookie') ?? '';
  const next: [string, NextLesson][] = people.map(({ profile, lesson, progress, finished }) => [
    profile,
    {
      title: lesson?.title[locals.language] ?? null,
      href: lesson ? `/hoc/${lesson.id}${progress?.at ? `/${progress.at}` : ''}` : '/hoc',
      begun: progress !== null,
      finished,
    },
  ]);
  return {
    household,
    next: Object.fromEntries(next),
    who: whoIn(cookies),
    helper: helperHolds(cookies),
    done: url.searchParams.get('xong'),
    signedOut: ways && { providerUrl: ways.providerSignOut },
  };
};

const readForm = async ({ request }: RequestEvent) => {
  const form = await request.formData();
  return {
    profile: String(form.get('profile') ?? ''),
    next: safeReturnTo(String(form.get('next') ?? ''), HOME),
  };
};

async function hold(event: RequestEvent, helper: boolean): Promise<never> {
  const { next } = await readForm(event);
  await call(holdPhone, { body: { helper } }, event.fetch);
  redirect(303, next);
}

export const actions: Actions = {
  choose: async (event) => {
    const { profile, next } = await readForm(event);
    try {
      await call(chooseProfile, { body: { profile } }, event.fetch);
    } catch (error) {
      return refused(error, {});
    }
    redirect(303, next);
  },
  handOver: (event) => hold(event, true),
  giveBack: (event) => hold(event, false),
  restore: async (event) => {
    const { profile } = await readForm(event);
    try {
      await call(restoreProfile, { params: { profile } }, event.fetch);
    } catch (error) {
      return refused(error, {});
    }
    redirect(303, `${HOME}?xong=dua-lai`);
  },
  // Whoever is chosen now must not be taken over by the account that is signed in to.
  signIn: async (event) => {
    await call(chooseProfile, { body: { profile: null } }, event.fetch);
    redirect(303, `/dang-nhap?returnTo=${encodeURIComponent(HOME)}`);
  },
};
