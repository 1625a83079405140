import { describe, expect, test } from 'vitest';
import { readCaptions, toWebVtt, transcriptOf } from './captions.ts';

const file = (...blocks: string[]) => ['WEBVTT - Thử', ...blocks].join('\n\n');
const cue = (text: string, time = '00:01.000 --> 00:03.500') => `${time}\n${text}`;
const faults = (text: string) => readCaptions(text).faults.map(({ line, code }) => `${line} ${code}`);

describe('a file of captions', () => {
  test('gives what is said and when, without how it looks', () => {
    const text = file(
      'NOTE Ai đó viết',
      cue('<v.to Cô Hoa>Bác bấm <b>nút xanh</b>.\nRồi &lt;chờ&gt; nhé.'),
      `so-2\n${cue('Xong rồi.', '01:00:04.000 --> 01:00:05.250 align:start position:10%')}`,
    ).replaceAll('\n', '\r\n');
    expect(readCaptions(`\ufeff${text}`)).toEqual({
      faults: [],
      cues: [
        { from: 1, to: 3.5, text: 'Cô Hoa: Bác bấm nút xanh.\nRồi <chờ> nhé.' },
        { from: 3604, to: 3605.25, text: 'Xong rồi.' },
      ],
    });
  });

  test('reads back as it was written by us', () => {
    const { cues } = readCaptions(file(cue('A & B &lt;script&gt;'), cue('C', '00:59.999 --> 23:00:00.001')));
    expect(cues[0]!.text).toBe('A & B <script>');
    const written = toWebVtt(cues);
    expect(written).toContain('00:00:59.999 --> 23:00:00.001');
    expect(written).not.toContain('<script');
    expect(readCaptions(written).cues).toEqual(cues);
  });
});

describe('refused with its line is', () => {
  test.each([
    ['what is no WebVTT', 'Xin chào', '1 header'],
    ['SubRip', '1\n00:00:01,000 --> 00:00:02,000\nXin chào', '1 srt'],
    ['a style, which may reach outside', file('STYLE\n::cue { background: url(//x) }', cue('A')), '3 style'],
    ['a region', file('REGION\nid:a', cue('A')), '3 style'],
    ['a time that is none', file(cue('A', '1:00 --> 00:03.000')), '3 time'],
    ['words without a time', file('Chỉ có lời'), '3 time'],
    ['an end before its beginning', file(cue('A', '00:03.000 --> 00:01.000')), '3 backwards'],
    ['a cue before the one above it', file(cue('A', '00:05.000 --> 00:06.000'), cue('B')), '6 order'],
    ['a script', file(cue('<script>alert(1)</script>')), '4 markup'],
    ['a picture', file(cue('<img src=x onerror=alert(1)>')), '4 markup'],
    ['an open bracket', file(cue('a < b')), '4 markup'],
    ['a sign that turns the words round', file(cue('abc \u202e def')), '4 hidden'],
    ['bytes that are no UTF-8', file(cue('B\ufffdm')), '4 hidden'],
    ['a cue that says nothing', file(cue('<b></b>')), '3 empty'],
    ['a page of words at once', file(cue('a'.repeat(401))), '3 long'],
    ['a file that says nothing', file('NOTE x'), '1 none'],
  ])('%s', (_, text, fault) => expect(faults(text)).toEqual([fault]));

  test('a file with too many of them, or with more faults than anybody reads', () => {
    expect(faults(file(...Array.from({ length: 5_001 }, () => cue('A'))))).toEqual(['1 many']);
    expect(faults(file(...Array.from({ length: 50 }, () => cue('<x>'))))).toHaveLength(20);
  });
});

test('a transcript joins what belongs together', () => {
  const said = [
    [0, 2, 'Bác bấm'],
    [2, 4, 'nút xanh.'],
    [4, 6, 'Rồi chờ'],
    [12, 14, 'Máy báo xong'],
  ] as const;
  expect(transcriptOf(said.map(([from, to, text]) => ({ from, to, text })))).toEqual([
    { from: 0, text: 'Bác bấm nút xanh.' },
    { from: 4, text: 'Rồi chờ' },
    { from: 12, text: 'Máy báo xong' },
  ]);
});
