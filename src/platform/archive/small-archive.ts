import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';

/** Why an archive is not unpacked. */
export class ArchiveFault extends Error {
  readonly what: 'damaged' | 'hostile' | 'bomb';
  constructor(what: ArchiveFault['what']) {
    super(what);
    this.what = what;
  }
}

export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of what is wanted, unpacked. */
  readonly unpacked: number;
}

/**
 * The files of a ZIP archive that are wanted, in memory, unpacked piece by piece so that a bomb is noticed while it goes
 * off. Nothing is written anywhere; still, names that lead out of the archive, or stand twice, refuse it whole.
 *
 * @param wants whether a file is to be unpacked; others are passed over
 * @throws ArchiveFault
 */
export function unpackSmall(
  bytes: Uint8Array,
  wants: (name: string) => boolean,
  limits: ArchiveLimits,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  let unpacked = 0;
  let open = 0;
  const take = (file: UnzipFile) => {
    const name = file.name.replaceAll('\\', '/');
    const leadsOut = name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..');
    if (seen.size >= limits.entries || leadsOut || seen.has(name)) throw new ArchiveFault('hostile');
    seen.add(name);
    if (name.endsWith('/') || !wants(name)) return;
    const pieces: Uint8Array[] = [];
    open += 1;
    file.ondata = (error, data, final) => {
      // What is thrown here comes back as an error.
      if (error) throw new ArchiveFault(unpacked > limits.unpacked ? 'bomb' : 'damaged');
      unpacked += data.length;
      if (unpacked > limits.unpacked) throw new ArchiveFault('bomb');
      pieces.push(data);
      if (!final) return;
      open -= 1;
      files.set(name, Buffer.concat(pieces));
    };
    file.start();
  };
  const unzip = new Unzip(take);
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += 16_384)
      unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length);
  } catch (error) {
    throw error instanceof ArchiveFault ? error : new ArchiveFault('damaged');
  }
  if (open > 0 || seen.size === 0) throw new ArchiveFault('damaged');
  return files;
}
