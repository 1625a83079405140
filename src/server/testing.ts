import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { inject } from 'vitest';
import { readConfig } from '#platform/config/config.ts';
import { holdContent } from '#platform/content/current.ts';
import type { Release } from '#platform/content/release.ts';
import { testDatabase, type TestDatabase } from '#platform/database/testing.ts';
import type { Services } from '#platform/http/context.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import type { ServerModule } from '#platform/http/module.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { makeLog } from '#platform/log/log.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { makeDispatcher, type Dispatcher } from '#platform/outbox/dispatcher.ts';
import { makeApi } from './api.ts';
import { composer } from './boot.ts';
import { modules as allModules } from './compose.ts';

export interface TestReply<T = any> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
  /** The body as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A browser: it keeps its cookies. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  call<E extends Endpoint<any, any, any, any>>(
    endpoint: E,
    inputs?: {
      params?: Record<string, string | number>;
      query?: Record<string, string | number>;
      body?: unknown;
    },
  ): Promise<TestReply>;
  send(path: string, init?: RequestInit): Promise<TestReply>;
}

export interface TestApi {
  readonly services: Services;
  readonly database: TestDatabase;
  readonly dispatcher: Dispatcher;
  /** The clock that all actions see; set it forward to let time pass. */
  readonly clock: { now: Date };
  browser(): TestBrowser;
  /** Delivers all waiting events, and those that they cause. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** The release of the content folder as the run read it, without lines of faults. Each call gives one of its own. */
export function testRelease(): Release {
  return deserialize(readFileSync(inject('release'))) as Release;
}

/** The whole interface on a database of its own, without a network: actions are tested as callers meet them. */
export async function startTestApi(
  options: { modules?: readonly ServerModule[]; release?: Release; env?: Record<string, string> } = {},
): Promise<TestApi> {
  const database = await testDatabase();
  const modules = options.modules ?? allModules;
  const clock = { now: new Date() };
  const services: Services = {
    db: database.db,
    now: () => clock.now,
    newId: newUuid,
    log: makeLog(process.env['TEST_LOG'] ?? 'silent'),
    config: readConfig({ ...options.env }),
    master: randomBytes(32),
    content: () => current.release(),
    contentChanged: () => current.refresh(),
  };
  const current = holdContent(options.release ?? testRelease(), composer(services, modules));
  for (const module of modules) await module.start?.(services);
  await services.contentChanged();
  const api = makeApi(
    services,
    modules,
    makeMetrics(async () => ({ waiting: 0, failing: 0 })),
  );
  const dispatcher = makeDispatcher(services, modules);
  return {
    services,
    database,
    dispatcher,
    clock,
    browser: () => makeBrowser((request) => api.fetch(request)),
    drain: async () => {
      while ((await dispatcher.drain()) > 0);
    },
    close: () => database.close(),
  };
}

function makeBrowser(fetcher: (request: Request) => Response | Promise<Response>): TestBrowser {
  const cookies = new Map<string, string>();
  const send: TestBrowser['send'] = async (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('x-bdhvs-address', '127.0.0.1');
    const response = await fetcher(new Request(`http://localhost:3000${path}`, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name && value) cookies.set(name, value);
      else if (name) cookies.delete(name);
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const { status, headers: sent } = response;
    const isJson = (sent.get('content-type') ?? '').includes('json');
    return { status, body: isJson ? JSON.parse(text) : text, headers: sent, bytes };
  };
  return {
    cookies,
    send,
    call(endpoint, { params = {}, query = {}, body } = {}) {
      const path = endpoint.path.replaceAll(/:([A-Za-z]+)/g, (_: string, name: string) =>
        encodeURIComponent(String(params[name])),
      );
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value)]),
      ).toString();
      return send(search ? `${path}?${search}` : path, {
        method: endpoint.method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    },
  };
}
