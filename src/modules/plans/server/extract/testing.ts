import { strToU8, zipSync } from 'fflate';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

/** A Word file with these parts and nothing else. */
export function wordFile(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

export const wordBody = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${inner}</w:body></w:document>`;

export interface Block {
  readonly text?: string;
  readonly rows?: readonly (readonly string[])[];
}

/** Paragraphs and tables of a text whose rows have tabs between their cells. */
export function blocksOf(text: string): Block[] {
  const blocks: { text?: string; rows?: string[][] }[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const last = blocks.at(-1);
    if (!line.includes('\t')) blocks.push({ text: line });
    else if (last?.rows) last.rows.push(line.split('\t'));
    else blocks.push({ rows: [line.split('\t')] });
  }
  return blocks;
}

/** The same as a Word file. */
export function wordOf(text: string): Uint8Array {
  const inner = blocksOf(text)
    .map(({ text: words, rows }) =>
      rows
        ? `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
        : paragraph(words ?? ''),
    )
    .join('');
  return wordFile({ 'word/document.xml': wordBody(inner) });
}
