import { deflateSync, strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawPdf } from '#platform/print/pdf.ts';
import { samples } from '../../../../../tools/plan-gold.ts';
import { readPlan } from '../../domain/reader/read-plan.ts';
import { scorePlan } from '../../domain/reader/score.ts';
import { readDocx } from './docx.ts';
import { extract } from './extract.ts';
import type { ExtractFault } from './extracted.ts';
import { readPdf } from './pdf.ts';
import { blocksOf, wordBody, wordFile, wordOf } from './testing.ts';

const TEMPLATE = join(import.meta.dirname, '../../../../../tests/plans/plan.typ');
const made = new Date('2026-01-01T00:00:00Z');
const sampleOf = (name: string) => samples().find((one) => one.name === name) ?? expect.fail(name);
const faultOf = async (read: () => unknown): Promise<ExtractFault | null> => {
  try {
    await read();
    return null;
  } catch (error) {
    return (error as { fault: ExtractFault }).fault;
  }
};

async function pdfOf(text: string): Promise<Uint8Array> {
  const blocks = blocksOf(text).map((block) =>
    block.rows
      ? {
          // Pages repeat the heading themselves; a row that goes on does so by breaking.
          rows: block.rows,
          widths: block.rows[0]?.map((_, column) =>
            Math.max(2, ...(block.rows ?? []).map((row) => Math.sqrt(row[column]?.length ?? 0))),
          ),
        }
      : block,
  );
  return new Uint8Array(await drawPdf(TEMPLATE, { title: 'Kế hoạch', blocks }, made));
}

function expectSame(name: string, text: string): void {
  const { gold } = sampleOf(name);
  const { scores, misses } = scorePlan(text, readPlan(text), gold);
  for (const field of ['tasks', 'task: lead', 'task: coordinating', 'task: deadline', 'targets'])
    expect([field, scores[field]?.right, misses.join('\n')]).toEqual([
      field,
      scores[field]?.wanted,
      misses.join('\n'),
    ]);
}

describe('a plan with annexes in tables', () => {
  test('as a Word file gives what its text gives', () => {
    const { text } = sampleOf('so-phu-luc-bang');
    expectSame('so-phu-luc-bang', readDocx(wordOf(text)).text);
  });

  test('as a PDF of several pages gives what its text gives', async () => {
    const { text } = sampleOf('so-phu-luc-bang');
    // The second heading in the text is where its page ended; the PDF breaks by itself.
    const lines = text.split('\n');
    const joined = lines.flatMap((line, index) => {
      if (lines[index + 1]?.startsWith('STT') && line.startsWith('2\t')) {
        const more = lines[index + 2]?.split('\t') ?? [];
        return [
          line
            .split('\t')
            .map((cell, column) => `${cell} ${more[column] ?? ''}`.trim())
            .join('\t'),
        ];
      }
      return (line.startsWith('STT') && lines[index - 1]?.startsWith('2\t')) || line.startsWith('\t')
        ? []
        : [line];
    });
    const filled = [...Array.from({ length: 22 }, (_, index) => `Đoạn mở đầu số ${index + 1}.`)];
    const at = joined.findIndex((line) => line.startsWith('PHỤ LỤC I'));
    const long = [...joined.slice(0, at), ...filled, ...joined.slice(at)].join('\n');
    const read = await readPdf(await pdfOf(long));
    expect(read.pages).toBeGreaterThan(1);
    expectSame('so-phu-luc-bang', read.text);
  });
});

describe('a Word file', () => {
  test('with automatic numbers is read with them', () => {
    const item = (level: number, text: string) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const level = (at: number, format: string, text: string) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}${level(2, 'lowerLetter', '%3)')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
    const body = wordBody(
      [
        item(0, 'Mục tiêu'),
        item(1, 'Một'),
        item(1, 'Hai'),
        item(2, 'Nhỏ'),
        item(0, 'Nhiệm vụ'),
        item(1, 'Một'),
      ].join(''),
    );
    expect(
      readDocx(wordFile({ 'word/document.xml': body, 'word/numbering.xml': numbering }))
        .text.trim()
        .split('\n'),
    ).toEqual(['I. Mục tiêu', '1. Một', '2. Hai', 'a) Nhỏ', 'II. Nhiệm vụ', '1. Một']);
  });

  test('is read without what was deleted', () => {
    const body = wordBody(
      '<w:p><w:r><w:t>Giữ</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t> thêm</w:t></w:r></w:ins></w:p>',
    );
    expect(readDocx(wordFile({ 'word/document.xml': body })).text).toBe('Giữ thêm\n');
  });
});

describe('is refused, with its reason', () => {
  test('a bomb of zeros', async () => {
    const bomb = zipSync({ 'word/document.xml': [new Uint8Array(60 * 1024 * 1024), { level: 9 }] });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await faultOf(() => extract(bomb))).toBe('hostile');
  });

  test('entities that blow up', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>`;
    expect(await faultOf(() => readDocx(wordFile({ 'word/document.xml': laughs })))).toBe('hostile');
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'word\\..\\..\\x'])('an entry named %s', async (name) =>
    expect(await faultOf(() => readDocx(wordFile({ [name]: 'x', 'word/document.xml': wordBody('') })))).toBe(
      'hostile',
    ),
  );

  test('a zip that is no Word file, a cut one, and one whose XML is broken', async () => {
    expect(await faultOf(() => readDocx(wordFile({ 'a.txt': 'x' })))).toBe('not-a-document');
    const whole = wordOf('Một kế hoạch');
    expect(await faultOf(() => readDocx(whole.subarray(0, whole.length / 2)))).not.toBeNull();
    expect(await faultOf(() => readDocx(wordFile({ 'word/document.xml': '<w:document><w:p>' })))).toBe(
      'damaged',
    );
  });

  test('a PDF that holds pictures only', async () => {
    const bytes = new Uint8Array(await drawPdf(TEMPLATE, { title: 'Ảnh', blocks: [] }, made));
    expect(await faultOf(() => extract(bytes))).toBe('images-only');
  });

  test('a PDF of random bytes, an old Word file, a picture, bytes that are no text, an empty file', async () => {
    expect(await faultOf(() => extract(strToU8('%PDF-1.7\nkhông phải PDF')))).toBe('damaged');
    expect(await faultOf(() => extract(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])))).toBe(
      'not-a-document',
    );
    expect(await faultOf(() => extract(new Uint8Array([0x89, 0x50, 0x4e, 0x47])))).toBe('not-a-document');
    expect(await faultOf(() => extract(deflateSync(strToU8('x'.repeat(99)))))).not.toBeNull();
    expect(await faultOf(() => extract(new Uint8Array()))).toBe('not-a-document');
  });

  test('one that takes too long', async () => {
    expect(await faultOf(() => extract(strToU8('Một kế hoạch'), { milliseconds: 0 }))).toBe('takes-too-long');
  });
});

test('text of any common encoding is read', async () => {
  const text = readFileSync(
    join(import.meta.dirname, '../../../../../tests/plans/samples/xa-danh-so.txt'),
    'utf8',
  );
  expect((await extract(new TextEncoder().encode(text))).text).toBe(text);
  expect((await extract(Buffer.from(`\ufeff${text}`, 'utf16le'))).text).toBe(text);
});
