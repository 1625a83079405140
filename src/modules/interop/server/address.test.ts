import { describe, expect, test } from 'vitest';
import { addressFault, isPublic } from './address.ts';

describe('addresses', () => {
  const strict = { plain: false, inside: false };
  test.each([
    ['http://example.vn/hook', 'https'],
    ['https://127.0.0.1/hook', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::ffff:10.0.0.1]/', 'private'],
    ['https://[fd00::1]/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://0x7f000001/', 'private'],
    ['https://192.168.1.20:8443/', 'private'],
    ['https://me:pw@example.vn/', 'password'],
    ['ftp://example.vn/', 'https'],
    ['hook', 'malformed'],
  ])('%s is refused', (address, why) => {
    expect(addressFault(address, strict)).toContain(why);
  });

  test('public ones are taken, inside ones where the settings allow it', () => {
    expect(addressFault('https://ho-so.example.gov.vn/hook?a=1', strict)).toBeUndefined();
    expect(addressFault('https://10.1.2.3/', { plain: false, inside: true })).toBeUndefined();
    expect([isPublic('8.8.8.8'), isPublic('2606:4700::1111'), isPublic('2002:7f00:1::')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
