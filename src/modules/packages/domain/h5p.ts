import * as v from 'valibot';
import { WHOLE, type Course } from './course.ts';
import { refusePackage } from './refusals.ts';

const Library = v.object({
  machineName: v.pipe(v.string(), v.regex(/^[\w.-]{1,120}$/)),
  majorVersion: v.union([v.number(), v.string()]),
  minorVersion: v.union([v.number(), v.string()]),
});
const H5p = v.object({
  title: v.optional(v.string(), ''),
  mainLibrary: v.pipe(v.string(), v.regex(/^[\w.-]{1,120}$/)),
  preloadedDependencies: v.array(Library),
});

/**
 * The course that `h5p.json` describes. The libraries that it needs have to lie in the package.
 *
 * @throws Refusal packages/manifest-broken, packages/missing-file
 */
export function readH5p(document: unknown, files: ReadonlySet<string>): Course {
  const parsed = v.safeParse(H5p, document);
  if (!parsed.success)
    return refusePackage('manifest-broken', `h5p.json: ${v.getDotPath(parsed.issues[0]) ?? ''}`);
  const { title, mainLibrary, preloadedDependencies } = parsed.output;
  if (!files.has('content/content.json')) refusePackage('missing-file', 'content/content.json');
  if (!preloadedDependencies.some(({ machineName }) => machineName === mainLibrary))
    refusePackage('missing-file', mainLibrary);
  for (const { machineName, majorVersion, minorVersion } of preloadedDependencies) {
    const path = `${machineName}-${majorVersion}.${minorVersion}/library.json`;
    if (!files.has(path)) refusePackage('missing-file', path);
  }
  const part = { id: WHOLE, title: '', href: 'h5p.json', tells: true, mastery: null, launch: '' };
  return { kind: 'h5p', title: title.trim().slice(0, 200), parts: [part] };
}
