import { example, type Schema } from './describe.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Told {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>>;
}

/** One operation as the page shows it. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly reply: Schema | undefined;
  readonly refusals: readonly { readonly code: string; readonly words: string }[];
  readonly curl: string;
}

/** Every operation of the document, by tag, in the order of the document. */
export function listOperations(document: OpenApi, origin: string): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, told]): Operation => {
      const body = schemaOf(told.requestBody);
      const shown = method.toUpperCase();
      return {
        id: told.operationId,
        tag: told.tags[0] ?? 'api',
        method: shown,
        path,
        summary: told.summary,
        parameters: told.parameters,
        body,
        reply: schemaOf(told.responses['200']),
        refusals: refusalsOf(told.responses['4XX']?.description ?? ''),
        curl: curlOf(shown, origin + path, body),
      };
    }),
  );
}

const schemaOf = (content: Content | undefined): Schema | undefined =>
  content?.content?.['application/json']?.schema;

/** The document tells refusals as "`code`: words", one in a paragraph. */
function refusalsOf(description: string): { code: string; words: string }[] {
  return [...description.matchAll(/^`([^`]+)`: (.+)$/gm)].map(([, code, words]) => ({
    code: code!,
    words: words!,
  }));
}

function curlOf(method: string, url: string, body: Schema | undefined): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`];
  if (method !== 'GET') lines.push('-b cookies.txt');
  if (body) {
    const json = JSON.stringify(example(body)).replaceAll("'", String.raw`'\''`);
    lines.push("-H 'content-type: application/json'", `-d '${json}'`);
  }
  return lines.join(' \\\n  ');
}
