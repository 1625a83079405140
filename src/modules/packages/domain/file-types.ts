/** Kinds of files that a package may hold, by their endings, and as what they are sent. Everything else is refused. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  xml: 'text/xml',
  xsd: 'text/xml',
  xsl: 'text/xml',
  dtd: 'text/plain',
  ent: 'text/plain',
  txt: 'text/plain',
  md: 'text/plain',
  csv: 'text/plain',
  less: 'text/plain',
  scss: 'text/plain',
  vtt: 'text/vtt',
  srt: 'text/plain',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  cur: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  eot: 'application/vnd.ms-fontobject',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  wasm: 'application/wasm',
  pdf: 'application/pdf',
};
const TEXT = /^text\/|^application\/(?:json|xhtml\+xml|manifest\+json)$/;
/** What operating systems leave behind in an archive; passed over. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.gitkeep$)/i;
const ARCHIVE = /\.(?:zip|rar|7z|tar|t?gz|bz2|xz|jar|h5p)$/i;
/** Beginnings of archives: zip, rar, 7z, gzip, bzip2, xz. */
const ARCHIVE_BEGINS = ['504b0304', '526172211a07', '377abcaf271c', '1f8b08', '425a68', 'fd377a585a00'];

const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** As what a file is sent; undefined for a kind that is not taken in. */
export function typeOf(path: string): string | undefined {
  // Licences of libraries have no ending.
  if (/(?:^|\/)(?:LICEN[CS]E|README|NOTICE|AUTHORS|COPYING|CHANGELOG)$/i.test(path))
    return 'text/plain; charset=utf-8';
  const ending = endingOf(path);
  const type = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  return type && TEXT.test(type) ? `${type}; charset=utf-8` : type;
}

export const isLitter = (path: string): boolean => LITTER.test(path);
export const isArchiveName = (path: string): boolean => ARCHIVE.test(path);

/** @param beginning the first bytes of a file, hex */
export const beginsLikeArchive = (beginning: string): boolean =>
  ARCHIVE_BEGINS.some((one) => beginning.startsWith(one));

/** The ending of a recording by its first 16 bytes, hex; undefined for anything else. */
export function recordingEnding(beginning: string): 'mp4' | 'webm' | 'ogg' | 'mp3' | 'wav' | undefined {
  if (beginning.slice(8, 16) === '66747970') return 'mp4';
  if (beginning.startsWith('1a45dfa3')) return 'webm';
  if (beginning.startsWith('4f676753')) return 'ogg';
  if (beginning.startsWith('494433') || /^ff[ef][23ab]/.test(beginning)) return 'mp3';
  if (beginning.startsWith('52494646') && beginning.slice(16, 24) === '57415645') return 'wav';
  return undefined;
}
