import { WHOLE } from '../domain/course.ts';
import { typeOf } from '../domain/file-types.ts';
import type { Brought } from './receive.ts';
import type { Unpacked } from './unpack.ts';

/** A film or a sound as a course of one part, its file the one that was brought. */
export function wholeRecording(brought: Brought, ending: string, from: string): Unpacked {
  // A sound in the container of films plays as such.
  const isSound = ending === 'mp4' && /\.m4a$/i.test(brought.name);
  const path = `recording.${isSound ? 'm4a' : ending}`;
  return {
    course: {
      kind: 'recording',
      title: brought.name.replace(/\.[^.]*$/, ''),
      parts: [{ id: WHOLE, title: '', href: path, tells: true, mastery: null, launch: '' }],
    },
    files: [{ path, digest: brought.digest, size: brought.size, type: typeOf(path)!, from }],
  };
}
