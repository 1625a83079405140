import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemContext, type Actor } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import {
  exportCase,
  getFramework,
  importCase as importEndpoint,
  listFrameworks,
} from '../domain/contract.ts';
import { currentFramework } from '../domain/framework.ts';
import { fromCase } from '../domain/from-case.ts';
import { framework as module } from '../server.ts';
import { importCase } from './import-case.ts';
import { identifierOf, uuid5 } from './uuid5.ts';

let api: TestApi;
let nation: ReturnType<typeof staffAt>;
let shipped: any;

beforeAll(async () => {
  api = await startTestApi({ modules: [module] });
  nation = staffAt(1, 'administrator');
  shipped = (await api.browser().call(exportCase, { params: { framework: 'tt02-2025' } })).body;
});
afterAll(() => api.close());

/** An importer with one role, and what she is told. */
function staffAt(unitId: number, role: string) {
  const actor: Actor = {
    kind: 'person',
    partKey: 1,
    personId: newUuid(),
    sessionId: newUuid(),
    anonymous: false,
    grants: [{ role, unitId }],
    strongSince: new Date(),
  };
  return async (input: unknown) => {
    try {
      const body: any = await importCase({ ...systemContext(api.services, newUuid()), actor }, input);
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: { code: error.code, ...error.detail } as any };
    }
  };
}

const changed = (change: (copy: any) => void) => {
  const copy = structuredClone(shipped);
  change(copy);
  return copy;
};

describe('identifiers', () => {
  // Golden: Python's uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'), from its documentation.
  test('are UUIDs of version 5', () => {
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'python.org')).toBe(
      '886313e1-3b8a-5372-9b90-0c9aee199e5d',
    );
  });
  test('of a competence never change', () => expect(identifierOf('a')).toBe(identifierOf('a')));
});

describe('a CASE package', () => {
  test('holds every domain, competence, level and tier, each below its parent', () => {
    const types = shipped.CFItems.map((item: { CFItemType: string }) => item.CFItemType);
    const count = (type: string) => types.filter((one: string) => one === type).length;
    expect([count('Domain'), count('Competence'), count('Level'), count('Tier')]).toEqual([6, 24, 4, 8]);
    expect(shipped.CFAssociations).toHaveLength(42);
    expect(shipped.CFDocument).toMatchObject({ caseVersion: '1.1', creator: 'Bộ Giáo dục và Đào tạo' });
    const ids = [...shipped.CFItems, ...shipped.CFAssociations, shipped.CFDocument].map(
      (one) => one.identifier,
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('read back is the same framework', () => {
    const read = fromCase(shipped, 'x');
    expect(read).toEqual({ framework: { ...currentFramework(api.services.content()), current: false } });
  });

  test('imported, exported and imported again is still the same', async () => {
    const other = changed((copy) => {
      copy.CFDocument.extensions.bdhvs.id = 'khung-tinh';
      copy.CFDocument.version = '2026-09-01';
      copy.CFItems[0].fullStatement = 'Tìm <b>hiểu</b>';
    });
    const first = await nation(other);
    expect(first).toMatchObject({
      status: 200,
      body: { id: 'khung-tinh', origin: 'imported', current: false },
    });
    const exported = (await api.browser().call(exportCase, { params: { framework: 'khung-tinh' } })).body;
    const second = await nation(exported);
    expect(second.body.digest).toBe(first.body.digest);
    const { versions } = (await api.browser().call(listFrameworks)).body;
    expect(versions.filter((one: { id: string }) => one.id === 'khung-tinh')).toHaveLength(1);
  });

  test('from another system, without our extensions, keeps its own words', async () => {
    const foreign = changed((copy) => {
      for (const item of copy.CFItems) delete item.extensions;
      delete copy.CFDocument.extensions;
    });
    const { body } = await nation(foreign);
    expect(body.id).toBe(`case-${shipped.CFDocument.identifier}`);
  });
});

describe('an import is refused', () => {
  const refused = (reply: { status: number; body: { code: string } }) => [reply.status, reply.body.code];

  test('to nobody, to a lower administrator and to a leader of the nation', async () => {
    expect(refused(await api.browser().call(importEndpoint, { body: shipped }))).toEqual([
      401,
      'framework/sign-in-first',
    ]);
    for (const [unit, role] of [
      [1040, 'administrator'],
      [1, 'leader'],
    ] as const) {
      const other = staffAt(unit, role);
      expect(refused(await other(shipped))).toEqual([404, 'framework/not-found']);
    }
  });

  test.each([
    ['without a document', (copy: any) => delete copy.CFDocument, 'CFDocument'],
    ['with an item twice', (copy: any) => copy.CFItems.push(copy.CFItems[0]), 'stands twice'],
    [
      'with an association to nothing',
      (copy: any) => (copy.CFAssociations[0].originNodeURI.identifier = newUuid()),
      'no item',
    ],
    ['with an item that has no parent', (copy: any) => copy.CFAssociations.pop(), 'has no parent'],
    [
      'with a circle',
      (copy: any) => (copy.CFAssociations[0].destinationNodeURI = copy.CFAssociations[1].originNodeURI),
      'circle',
    ],
    [
      'with a wrong identifier',
      (copy: any) => (copy.CFItems[3].identifier = '1.1'),
      'CFItems.3.identifier: must be a UUID',
    ],
    [
      'without levels',
      (copy: any) => {
        const gone = new Set(
          copy.CFItems.filter((item: any) => ['Level', 'Tier'].includes(item.CFItemType)).map(
            (item: any) => item.identifier,
          ),
        );
        copy.CFItems = copy.CFItems.filter((item: any) => !gone.has(item.identifier));
        copy.CFAssociations = copy.CFAssociations.filter(
          (one: any) => !gone.has(one.originNodeURI.identifier),
        );
      },
      'no items of type Level',
    ],
    [
      'with a competence of another domain',
      (copy: any) => (copy.CFItems[1].humanCodingScheme = '9.1'),
      'does not belong to domain 1',
    ],
    [
      'with a version that is no day',
      (copy: any) => (copy.CFDocument.version = 'v2'),
      'version: must be a day',
    ],
    [
      'with an enormous text',
      (copy: any) => (copy.CFItems[0].fullStatement = 'x'.repeat(2_001)),
      'CFItems.0.fullStatement',
    ],
  ] as [string, (copy: any) => unknown, string][])('%s', async (_, change, fault) => {
    const reply = await nation(changed(change));
    expect(refused(reply)).toEqual([422, 'framework/case-invalid']);
    expect(reply.body.faults.map((one: { what: string }) => one.what).join('; ')).toContain(fault);
  });

  test('when the version is known with another text', async () => {
    const reply = await nation(changed((copy) => (copy.CFItems[0].fullStatement = 'Khác')));
    expect(refused(reply)).toEqual([409, 'framework/version-differs']);
  });

  test('when it is no object, or larger than two megabytes', async () => {
    const browser = api.browser();
    expect(refused(await nation([]))).toEqual([422, 'framework/case-invalid']);
    expect((await browser.call(importEndpoint, { body: 'words' })).status).toBe(422);
    expect((await browser.call(importEndpoint, { body: { x: 'x'.repeat(2_000_001) } })).status).toBe(413);
  });
});

test('the framework in force and the groups are open to everybody', async () => {
  const { body } = await api.browser().call(getFramework);
  expect(body.framework.id).toBe('tt02-2025');
  expect(body.groups.groups).toHaveLength(4);
  expect((await api.browser().call(exportCase, { params: { framework: 'khong-co' } })).status).toBe(404);
});
