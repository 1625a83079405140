import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import type { Words } from './problem.ts';
import type { Route } from './route.ts';

/** OpenAPI 3.1 of all routes, from the same schemas that parse the requests. */
export function openApi(routes: readonly Route[], words: Words): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { endpoint } of routes) {
    const path = endpoint.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = {
      operationId: `${endpoint.method.toLowerCase()}${path.replace('/api', '').replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase())}`,
      tags: [path.split('/')[2] ?? 'api'],
      summary: endpoint.summary,
      parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
      ...(endpoint.body
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
            },
          }
        : {}),
      responses: {
        200: {
          description: 'OK',
          content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } },
        },
        ...refusals(endpoint.refusals ?? [], words),
      },
      ...(endpoint.scope ? { security: [{ [PROGRAMS]: [endpoint.scope] }] } : {}),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bình dân học vụ số',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas: { Problem: problem }, ...securitySchemes(routes) },
  };
}

/** Name of the scheme by which programs show themselves. */
const PROGRAMS = 'programs';

function securitySchemes(routes: readonly Route[]): Record<string, unknown> {
  const tokenUrl = routes.find(({ endpoint }) => endpoint.givesTokens)?.endpoint.path;
  if (!tokenUrl) return {};
  const scopes = Object.fromEntries(
    routes.flatMap(({ endpoint }) => (endpoint.scope ? [[endpoint.scope, endpoint.summary]] : [])),
  );
  const clientCredentials = { tokenUrl, scopes };
  return { securitySchemes: { [PROGRAMS]: { type: 'oauth2', flows: { clientCredentials } } } };
}

const problem = {
  type: 'object',
  required: ['type', 'code', 'title', 'status', 'correlationId'],
  properties: {
    type: { type: 'string' },
    code: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    next: { type: 'string' },
    correlationId: { type: 'string' },
    faults: {
      type: 'array',
      items: { type: 'object', properties: { at: { type: 'string' }, what: { type: 'string' } } },
    },
  },
};

function schemaOf(schema: GenericSchema<any, any>, mode: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...json } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: mode });
  return json;
}

function parameters(schema: GenericSchema<any, any> | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }));
}

function refusals(codes: readonly string[], words: Words): Record<string, unknown> {
  if (codes.length === 0) return {};
  const description = codes.map((code) => `\`${code}\`: ${words.en[`refusal.${code}`] ?? code}`).join('\n\n');
  return {
    '4XX': {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}
