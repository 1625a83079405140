import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';

/**
 * Be Vietnam Pro for the lines. It lacks letters of Ê-đê, Gia Rai and Ba Na, which Noto Sans has; Khmer and Cham have
 * their own. Libertinus Serif comes with the compiler.
 */
const FONTS: Readonly<Record<string, readonly string[]>> = {
  'be-vietnam-pro': [
    '400Regular/BeVietnamPro_400Regular.ttf',
    '400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf',
    '500Medium/BeVietnamPro_500Medium.ttf',
    '700Bold/BeVietnamPro_700Bold.ttf',
  ],
  'noto-sans': [
    '400Regular/NotoSans_400Regular.ttf',
    '400Regular_Italic/NotoSans_400Regular_Italic.ttf',
    '700Bold/NotoSans_700Bold.ttf',
  ],
  'noto-sans-khmer': ['400Regular/NotoSansKhmer_400Regular.ttf', '700Bold/NotoSansKhmer_700Bold.ttf'],
  'noto-sans-cham': ['400Regular/NotoSansCham_400Regular.ttf', '700Bold/NotoSansCham_700Bold.ttf'],
};

const require = createRequire(import.meta.url);
const readFont = (name: string, file: string): Buffer =>
  readFileSync(join(dirname(require.resolve(`@expo-google-fonts/${name}/package.json`)), file));

/** Letters that readers of books may have no font for, with one that has them. */
const RARE = [
  { letters: /\p{Script=Khmer}/u, family: 'Noto Sans Khmer', name: 'noto-sans-khmer' },
  { letters: /\p{Script=Cham}/u, family: 'Noto Sans Cham', name: 'noto-sans-cham' },
];

/** Fonts (TrueType) to send along with a text: none for Latin letters, which every device draws. */
export function fontsFor(text: string): { family: string; file: string; body: Buffer }[] {
  return RARE.filter(({ letters }) => letters.test(text)).map(({ family, name }) => {
    const path = FONTS[name]![0]!;
    return { family, file: path.split('/').at(-1)!, body: readFont(name, path) };
  });
}

/** Loaded when the first document is asked for: an idle server does without its 35 MB. */
let compiler: Promise<NodeCompiler> | undefined;

async function load(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const fontBlobs = Object.entries(FONTS).flatMap(([name, files]) =>
    files.map((file) => readFont(name, file)),
  );
  // Templates are given as text and read no file; this folder is all that they could read.
  return NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
}

/**
 * Draws a Typst template as PDF/UA-1. Values reach it as JSON in `sys.inputs.data` only, so that nothing a person is
 * called can become a command.
 *
 * @param template its file
 * @param at when the document says it was made
 * @throws Error with the compiler's messages when the template is faulty
 */
export async function drawPdf(
  template: string,
  values: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<Buffer> {
  const typst = await (compiler ??= load().catch((error: unknown) => {
    compiler = undefined;
    throw error;
  }));
  const mainFileContent = readFileSync(template, 'utf8');
  const compiled = typst.compile({ mainFileContent, inputs: { data: JSON.stringify(values) } });
  const error = compiled.takeError();
  if (error || !compiled.result) {
    throw new Error(`${template}: ${error ? JSON.stringify(typst.fetchDiagnostics(error)) : 'no document'}`);
  }
  const pdf = exportPdf(typst, compiled.result, Math.floor(at.getTime() / 1000));
  typst.evictCache(10);
  return pdf;
}

/** PDF/UA refuses a letter that no font has; such a text is printed as far as it can be, tagged all the same. */
function exportPdf(typst: NodeCompiler, document: NodeTypstDocument, creationTimestamp: number): Buffer {
  try {
    return typst.pdf(document, { pdfStandard: 'ua-1', pdfTags: true, creationTimestamp });
  } catch (error) {
    if (!String(error).includes('could not be displayed with font')) throw error;
    return typst.pdf(document, { pdfStandard: '1.7', pdfTags: true, creationTimestamp });
  }
}
