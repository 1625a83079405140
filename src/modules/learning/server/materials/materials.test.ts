import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, strFromU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { makeApi } from '../../../../server/api.ts';
import { startTestApi, type TestApi } from '../../../../server/testing.ts';
import type { LessonMaterials } from '../../domain/contract-materials.ts';
import { slidesOf } from '../../domain/materials/slides.ts';
import { learning } from '../../server.ts';
import { libraryOf } from '../library.ts';
import { drawLoudspeaker, drawSlides } from './documents.ts';
import { makeBook } from './epub.ts';

const LESSON = 'nhan-ra-cuoc-goi-lua-dao';
const PROGRAMME = 'ky-nang-so-co-ban-nguoi-dan';
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
const EPUBCHECK = '/usr/share/java/epubcheck.jar';
const hasEpubcheck = existsSync(EPUBCHECK) && spawnSync('java', ['-version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'materials-'));
let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, learning] });
});
afterAll(() => api.close());

async function get(path: string, headers: Record<string, string> = {}) {
  const metrics = makeMetrics(async () => ({ waiting: 0, failing: 0 }));
  const app = makeApi(api.services, [learning], metrics);
  const response = await app.fetch(
    new Request(`http://localhost:3000/api/learning/materials${path}`, { headers }),
  );
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
}
const textOf = (pdf: Buffer) => {
  const file = join(folder, 'one.pdf');
  writeFileSync(file, pdf);
  const { stdout } = spawnSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
  return stdout.normalize('NFC').replaceAll(/\s+/g, ' ');
};
const pagesOf = (pdf: Buffer) =>
  Math.max(...[...pdf.toString('latin1').matchAll(/\/Count (\d+)/g)].map(([, n]) => Number(n)));

describe('what can be taken from a lesson', () => {
  test('is listed with the sizes that then come', async () => {
    const { body } = await get(`/lessons/${LESSON}`);
    const { files } = JSON.parse(body.toString()) as LessonMaterials;
    expect(files.map(({ form }) => form)).toEqual(['card', 'guide', 'slides', 'speaker', 'speaker-text']);
    for (const { file, bytes, type } of files) {
      const one = await get(`/lessons/${LESSON}/${file}`);
      expect(one.body.byteLength, file).toBe(bytes);
      expect(one.headers.get('content-type')).toContain(type === 'PDF' ? 'application/pdf' : 'text/plain');
      expect(one.headers.get('content-disposition')).toContain(`${LESSON}-${file}`);
      expect(bytes, file).toBeLessThan(400 * 1024);
    }
  });

  test('is not sent again to whoever has it', async () => {
    const path = `/lessons/${LESSON}/the-cac-buoc.pdf`;
    const etag = (await get(path)).headers.get('etag')!;
    expect(await get(path, { 'if-none-match': etag })).toMatchObject({ status: 304 });
  });

  test.each([
    ['/lessons/khong-co', 'learning/lesson-not-found'],
    ['/lessons/khong-co/the-cac-buoc.pdf', 'learning/lesson-not-found'],
    [`/lessons/${LESSON}/khong-co.pdf`, 'learning/material-not-found'],
    ['/programmes/khong-co', 'learning/programme-not-found'],
    [`/programmes/${PROGRAMME}/khac.epub`, 'learning/material-not-found'],
  ])('%s does not exist', async (path, code) => {
    const { status, body } = await get(path);
    expect([status, JSON.parse(body.toString()).code]).toEqual([404, code]);
  });

  test.each(['the-cac-buoc.pdf', 'ban-nguoi-day.pdf', 'trang-chieu.pdf', 'bai-doc-loa.pdf'])(
    '%s is a tagged PDF/UA in Vietnamese, its pictures described',
    async (file) => {
      const raw = (await get(`/lessons/${LESSON}/${file}`)).body.toString('latin1');
      expect(raw).toContain('/StructTreeRoot');
      expect(raw).toMatch(/pdfuaid:part="1"|<pdfuaid:part>1</);
      expect(raw).toMatch(/\/Lang ?\(vi-VN\)/);
    },
  );

  test.runIf(hasPoppler)('the step card says every step and leads back to the lesson', async () => {
    const text = textOf((await get(`/lessons/${LESSON}/the-cac-buoc.pdf`)).body);
    const lesson = libraryOf(api.services.content()).lessons.get(LESSON)!;
    for (const step of lesson.steps) {
      const said = step.kind === 'read' ? [step.title, ...step.say] : [step.ask];
      for (const sentence of said) expect(text).toContain(sentence);
    }
    expect(text).toContain(`/hoc/${LESSON}`);
  });

  test.runIf(hasPoppler)('the teacher’s edition repairs every wrong answer', async () => {
    const text = textOf((await get(`/lessons/${LESSON}/ban-nguoi-day.pdf`)).body);
    const lesson = libraryOf(api.services.content()).lessons.get(LESSON)!;
    for (const step of lesson.steps)
      if (step.kind === 'check') for (const choice of step.choices) expect(text).toContain(choice.feedback);
  });

  test('the loudspeaker’s text opens in any editor and holds no figures', async () => {
    const { body } = await get(`/lessons/thanh-toan-bang-ma-qr/bai-doc-loa.txt`);
    const text = body.toString('utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    const lines = text.split('\r\n').slice(3);
    expect(lines.filter((line) => /\d/.test(line))).toEqual([]);
  });
});

test('every lesson there is fits: a page a slide, a page for the loudspeaker', async () => {
  const release = api.services.content();
  const site = 'https://hoc.example';
  for (const lesson of libraryOf(release).lessons.values()) {
    const source = { lesson, chain: ['vi' as const], release, site };
    expect(pagesOf(await drawSlides(source)), lesson.id).toBe(slidesOf(lesson).length);
    expect(pagesOf(await drawLoudspeaker(source)), lesson.id).toBe(1);
  }
}, 120_000);

describe('the book of a programme', () => {
  const bookOf = (id: string) => {
    const release = api.services.content();
    const { programmes, lessons } = libraryOf(release);
    return Buffer.from(
      makeBook(
        programmes.find((one) => one.id === id)!,
        lessons,
        release,
      ),
    );
  };

  test('is an EPUB with a chapter for each lesson and every picture described', async () => {
    const { body, headers } = await get(`/programmes/${PROGRAMME}/${PROGRAMME}.epub`);
    expect(headers.get('content-type')).toBe('application/epub+zip');
    expect(body.subarray(30, 58).toString('latin1')).toBe('mimetypeapplication/epub+zip');
    const files = unzipSync(body);
    const { summaries } = libraryOf(api.services.content());
    for (const id of summaries.find((one) => one.id === PROGRAMME)!.lessons) {
      const page = strFromU8(files[`EPUB/${id}.xhtml`]!);
      for (const [, file, alt] of page.matchAll(/<img src="([^"]+)" alt="([^"]*)"/g)) {
        expect(files, id).toHaveProperty([`EPUB/${file}`]);
        expect(alt).not.toBe('');
      }
    }
    const size = JSON.parse((await get(`/programmes/${PROGRAMME}`)).body.toString()).bytes as number;
    expect(size).toBe(body.byteLength);
  });

  test('is the same, byte for byte, for the same content', () => {
    expect(bookOf(PROGRAMME).equals(bookOf(PROGRAMME))).toBe(true);
  });

  test.skipIf(!hasEpubcheck)(
    'pleases epubcheck, with every lesson there is (needs Java and the Debian package epubcheck)',
    () => {
      const release = api.services.content();
      const { programmes, lessons, cards } = libraryOf(release);
      const [first] = programmes;
      const all = { ...first!, chapters: [{ ...first!.chapters[0]!, lessons: [...cards.values()] }] };
      const file = join(folder, 'all.epub');
      writeFileSync(file, makeBook(all, lessons, release));
      const { status, stdout, stderr } = spawnSync('java', ['-jar', EPUBCHECK, '--failonwarnings', file], {
        encoding: 'utf8',
      });
      expect(status, `${stdout}${stderr}`).toBe(0);
    },
    600_000,
  );
});
