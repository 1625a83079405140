import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getUnit, resolveAddress, searchUnits } from '../domain/contract.ts';
import { organisations } from '../server.ts';
import { canonicalTerm } from './find-units.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations] });
});
afterAll(() => api.close());

const find = async (q: string, more: Record<string, string | number> = {}) =>
  (await api.browser().call(searchUnits, { query: { q, ...more } })).body;
const resolve = async (q: string) => (await api.browser().call(resolveAddress, { query: { q } })).body;
const names = (list: { name: string; place: string }[]) =>
  list.map((unit) => [unit.name, unit.place].filter(Boolean).join(', '));

describe('search by name', () => {
  test.each([
    ['an hoi tay', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['AN HỘI TÂY', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['An Hội Tây'.normalize('NFD'), 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['an\u200b hoi  tay ', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['anhoitay', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['p an hoi ta', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
    ['nghe an', 'Tỉnh Nghệ An'],
    ['tp hcm', 'Thành phố Hồ Chí Minh'],
    ['thua thien hue', 'Thành phố Huế'],
    ['dac khu phu quoc', 'Đặc khu Phú Quốc, Tỉnh An Giang'],
    ['hoa binh ca mau', 'Xã Hòa Bình, Tỉnh Cà Mau'],
    ['Sơn Hạ', 'Xã Sơn Hạ, Tỉnh Quảng Ngãi'],
    ['Sơn Hà', 'Xã Sơn Hà, Tỉnh Quảng Ngãi'],
    ["cu m'gar", 'Xã Cư M’gar, Tỉnh Đắk Lắk'],
  ])('“%s” finds %s first', async (q, first) => {
    const [best] = names((await find(q)).units);
    expect(best?.replaceAll("'", '’')).toBe(first);
  });

  test('every commune is found by its own name within its province', async () => {
    const { children } = (await api.browser().call(getUnit, { params: { unit: 1040 } })).body;
    expect(children).toHaveLength(130);
    for (const { id, name } of children) {
      const { units } = await find(name, { within: 1040, kind: 'commune' });
      expect(units[0].id).toBe(id);
    }
  });

  test('stays inside the kind, the unit and the number asked for', async () => {
    const { units } = await find('an', { kind: 'commune', within: 1040, limit: 7 });
    expect(units).toHaveLength(7);
    for (const unit of units) expect(unit).toMatchObject({ kind: 'commune', place: 'Tỉnh Nghệ An' });
  });

  test.each(['', '   ', '!!!', '\u200b'])('“%s” finds nothing and is no mistake', async (q) => {
    expect(await find(q)).toEqual({ units: [], formerly: [] });
  });

  test('shows the ward of before beside those of today', async () => {
    const { formerly } = await find('Phường 12, Quận Gò Vấp');
    expect(formerly).toMatchObject([
      { unit: { name: 'Phường An Hội Tây' }, old: { ward: 'Phường 12', district: 'Quận Gò Vấp' } },
    ]);
  });

  test.each([
    [{ q: 'a'.repeat(201) }],
    [{ q: 'an', limit: 51 }],
    [{ q: 'an', limit: 0 }],
    [{ q: 'an', kind: 'planet' }],
    [{ q: 'an', within: '1; DROP TABLE' }],
    [{ q: 'an', surprise: 1 }],
    [{}],
  ])('refuses %j', async (query) => {
    const reply = await api.browser().call(searchUnits, { query: query as Record<string, string> });
    expect(reply).toMatchObject({ status: 422, body: { code: 'http/input-invalid' } });
  });

  test('treats SQL and HTML as words', async () => {
    expect((await find("'; DROP TABLE organisations.units; --")).units).toEqual([]);
    expect((await find('<script>alert(1)</script>')).units).toEqual([]);
  });
});

describe('an address of before 1 July 2025', () => {
  // Golden: row 1 of ward_mappings, 26881 Phường 12, Quận Gò Vấp → 26882 Phường An Hội Tây.
  test.each([
    'Phường 12, Quận Gò Vấp',
    'phuong 12 quan go vap',
    'P.12, Q. Gò Vấp, TP.HCM',
    'p12 q go vap',
    'P12 Q.Gò Vấp TPHCM',
    '25/3 Đường số 8, P. 12, Q. Gò Vấp, Thành phố Hồ Chí Minh',
    'Phường 12 - Gò Vấp - Sài Gòn',
    'Phường 12, Quận Gò Vấp'.normalize('NFD'),
  ])('“%s” is in Phường An Hội Tây today', async (q) => {
    const { matches, total } = await resolve(q);
    expect(total).toBe(1);
    expect(matches[0]).toMatchObject({
      unit: { id: 126_882, name: 'Phường An Hội Tây' },
      old: { ward: 'Phường 12' },
    });
  });

  test.each([
    ['phường 01, quận 10', 'Phường Vườn Lài, Thành phố Hồ Chí Minh'],
    ['TT. Cầu Giát, H. Quỳnh Lưu', 'Xã Quỳnh Lưu, Tỉnh Nghệ An'],
    ['hung binh tp vinh nghe an', 'Phường Thành Vinh, Tỉnh Nghệ An'],
    ['xã Tân Thạch, Châu Thành, Bến Tre', 'Xã Phú Túc, Tỉnh Vĩnh Long'],
    ['xã Tân Thạch, Châu Thành, Vĩnh Long', 'Xã Phú Túc, Tỉnh Vĩnh Long'],
    ['Phú Lương, Hà Đông', 'Phường Phú Lương, Thành phố Hà Nội'],
    // The list's code for this row is that of another province; its name is right.
    ['xã Diễn Xuân, huyện Diễn Châu, Nghệ An', 'Xã Quảng Châu, Tỉnh Nghệ An'],
    ['Phường An Hội Tây, TP.HCM', 'Phường An Hội Tây, Thành phố Hồ Chí Minh'],
  ])('“%s” is %s today', async (q, today) => {
    const { matches } = await resolve(q);
    expect(names(matches.map((match: { unit: { name: string; place: string } }) => match.unit))).toEqual([
      today,
    ]);
  });

  test('that could be several is answered with all of them', async () => {
    const { matches, total } = await resolve('Phường 12');
    expect(total).toBeGreaterThan(5);
    expect(matches.map((match: { unit: { name: string } }) => match.unit.name)).toContain(
      'Phường An Hội Tây',
    );
  });

  test('whose ward was divided names each part', async () => {
    const { matches } = await resolve('Phường Dịch Vọng, Cầu Giấy, HN');
    expect(names(matches.map((match: { unit: any }) => match.unit))).toEqual([
      'Phường Nghĩa Đô, Thành phố Hà Nội',
      'Phường Cầu Giấy, Thành phố Hà Nội',
    ]);
  });

  test('that names only a district gives the communes that it went into', async () => {
    const { total } = await resolve('Quận Gò Vấp');
    expect(total).toBe(6);
  });

  test.each(['12 Nguyễn Trãi', 'xã Không Có, huyện Không Có', '', 'xin chào'])(
    '“%s” is no commune',
    async (q) => {
      expect(await resolve(q)).toEqual({ matches: [], total: 0 });
    },
  );
});

describe('a unit', () => {
  test('says where it stands and what it was', async () => {
    const { body } = await api.browser().call(getUnit, { params: { unit: 126_882 } });
    expect(body).toMatchObject({
      name: 'Phường An Hội Tây',
      validFrom: '2025-07-01',
      validTo: null,
      partKey: 26_882,
    });
    expect(names(body.path)).toEqual(['Việt Nam', 'Thành phố Hồ Chí Minh']);
    expect(body.formerly.map((old: { ward: string }) => old.ward)).toEqual(
      expect.arrayContaining(['Phường 12', 'Phường 14']),
    );
  });

  test.each([
    ['5', 404, 'organisations/not-found'],
    ['abc', 422, 'http/input-invalid'],
    ['99999999999', 422, 'http/input-invalid'],
  ])('%s is refused with %i', async (unit, status, code) => {
    expect(await api.browser().call(getUnit, { params: { unit } })).toMatchObject({ status, body: { code } });
  });
});

test('two names that plans use for one team meet', async () => {
  const context = { db: api.services.db };
  expect(await canonicalTerm(context, 'tổ công nghệ số CỘNG ĐỒNG')).toBe('Tổ chuyển đổi số cộng đồng');
  expect(await canonicalTerm(context, 'Tổ chuyển đổi số cộng đồng')).toBe('Tổ chuyển đổi số cộng đồng');
});
