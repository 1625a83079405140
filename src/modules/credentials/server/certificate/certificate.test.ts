import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { startTestApi, type TestApi } from '../../../../server/testing.ts';
import { getPdf, listMine } from '../../domain/contract.ts';
import { credentials } from '../../server.ts';
import { pass, signIn, useOutcomes } from '../testing.ts';
import { drawPdf } from './typst.ts';

const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, framework, credentials] });
  useOutcomes();
});
afterAll(() => api.close());

/** A certificate as its holder loads it down, and its text where poppler can read it. */
async function certificateOf(name: string, homeUnitId?: number) {
  const phone = api.browser();
  const person = await signIn(api.services, phone, {
    name,
    consents: ['confirmation'],
    ...(homeUnitId ? { homeUnitId } : {}),
  });
  await pass(api.services, person);
  await api.drain();
  const [{ id, code, verifyUrl }] = (await phone.call(listMine)).body.credentials;
  const cookie = [...phone.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const pdf = await bytesOf(getPdf.path.replace(':id', id), cookie);
  return { code, verifyUrl, pdf, raw: pdf.toString('latin1'), text: hasPoppler ? textOf(pdf) : undefined };
}

async function bytesOf(path: string, cookie: string): Promise<Buffer> {
  const { makeApi } = await import('../../../../server/api.ts');
  const { makeMetrics } = await import('#platform/metrics/metrics.ts');
  const app = makeApi(
    api.services,
    [credentials],
    makeMetrics(async () => ({ waiting: 0, failing: 0 })),
  );
  const response = await app.fetch(new Request(`http://localhost:3000${path}`, { headers: { cookie } }));
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('cache-control')).toContain('private');
  return Buffer.from(await response.arrayBuffer());
}

function textOf(pdf: Buffer): string {
  const file = join(folder, 'one.pdf');
  writeFileSync(file, pdf);
  const { stdout } = spawnSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
  return stdout.normalize('NFC').replaceAll(/\s+/g, ' ');
}

describe('the certificate', () => {
  test('is a tagged PDF/UA-1 in Vietnamese with a title', async () => {
    const { raw, pdf } = await certificateOf('Nguyễn Thị Lan');
    expect(raw.startsWith('%PDF-1.')).toBe(true);
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toMatch(/\/Marked true/);
    expect(raw).toMatch(/pdfuaid:part="1"|<pdfuaid:part>1</);
    expect(raw).toMatch(/\/Lang ?\(vi-VN\)/);
    expect(raw).toMatch(/\/DisplayDocTitle true/);
    expect(pdf.length).toBeLessThan(200_000);
  });

  test.runIf(hasPoppler)('says the name, the code and where to check it', async () => {
    const { text, code, verifyUrl } = await certificateOf('Nguyễn Thị Hồng Nhung', 117329);
    expect(text).toContain('Nguyễn Thị Hồng Nhung');
    expect(text).toContain(code);
    expect(text).toContain(verifyUrl.replace(/^https?:\/\//, '').replace(/\/[^/]+$/, ''));
    expect(text).toMatch(/Nghệ An, ngày \d\d tháng (0[12]|[3-9]|1[0-2]) năm \d{4}/);
    expect(text).toContain('cấp tự động');
    expect(text).toContain('BẢN DÙNG THỬ');
  });

  test
    .runIf(hasPoppler)
    .each([
      'H Ƀlŏ Ayŭn Ĕban Niê Kdăm',
      '#panic("x") $x$ ]*_ <b> \\ `q`',
      '#import "/etc/passwd": *',
      'Công Tằng Tôn Nữ '.repeat(7).trim(),
    ])('prints a name as it is, whatever it is: %s', async (name) => {
    const { text, raw } = await certificateOf(name);
    const bare = (words: string) => words.replaceAll(/\s/g, '');
    expect(bare(text!)).toContain(bare(name));
    expect(raw.match(/\/Type ?\/Page\b/g) ?? ['packed']).toHaveLength(1);
  });

  test.each(['សុខ ស្រីពៅ', 'ꨌꩌ ꨚꩉ', 'H Ƀlŏ Ê̆ban'])('shows every letter of the name %s', async (name) => {
    expect((await certificateOf(name)).raw).toMatch(/pdfuaid:part/);
  });

  test('of a name in letters that no font has is still given, tagged', async () => {
    const { raw } = await certificateOf('សុខ 王小明 🙂');
    expect(raw).toContain('/StructTreeRoot');
  });

  test('a template cannot read outside its folder', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    await expect(drawPdf('no-such.typ', {}, new Date())).rejects.toThrow();
    const source = readFileSync(
      new URL('../../../../../content/certificates/default.typ', import.meta.url),
      'utf8',
    );
    expect(source).not.toMatch(/#(read|import|include)\b|\bread\(/);
  });
});
