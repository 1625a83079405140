import * as v from 'valibot';
import type { ContentKind } from '#platform/content/release.ts';

const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const sentences = v.pipe(v.array(sentence), v.minLength(1), v.maxLength(6));

/** What a person is asked to agree to, for one purpose. A new wording is a new version. */
export const ConsentText = v.strictObject({
  purpose: v.pipe(v.string(), v.regex(/^[a-z][a-z-]{2,39}$/)),
  version: v.pipe(v.string(), v.maxLength(20)),
  title: v.strictObject({ vi: sentence, en: sentence }),
  text: v.strictObject({ vi: sentences, en: sentences }),
  withdraw: v.strictObject({ vi: sentence, en: sentence }),
});
export type ConsentText = v.InferOutput<typeof ConsentText>;

/** `content/consents/*.yaml` */
export const consentKind: ContentKind<ConsentText> = {
  name: 'consents',
  files: 'consents/*.yaml',
  schema: ConsentText,
  check: (entries) =>
    entries.flatMap((entry, index) => [
      ...(entry.path === `consents/${entry.value.purpose}.yaml`
        ? []
        : [{ path: entry.path, line: 1, what: 'must be named after its purpose' }]),
      ...(entries.findIndex((other) => other.value.purpose === entry.value.purpose) === index
        ? []
        : [{ path: entry.path, line: 1, what: `purpose ${entry.value.purpose} stands twice` }]),
    ]),
};
