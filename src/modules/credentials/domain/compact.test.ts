import { Sign1 } from '@auth0/cose';
import { generateKeyPairSync, verify as verifyBytes, webcrypto, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase32, toBase32 } from './base32.ts';
import { checkCompact, type Known, type VerifySignature } from './check-compact.ts';
import { compactAddress, fitName, readCompact, textOf, writeCompact, type Compact } from './compact.ts';
import { bytesToSign, KID_BYTES } from './cose.ts';

const pair = generateKeyPairSync('ed25519');
const jwk = pair.publicKey.export({ format: 'jwk' });
const ID = Buffer.alloc(32, 7).toString('base64url');
const NOW = 1_795_000_000;
const compact: Compact = {
  signedAt: NOW - 100,
  code: 'K7QM3XWD9HTB',
  name: 'Nguyễn Thị Hồng Nhung',
  kind: 3,
  issuedOn: '2026-11-20',
  endsOn: null,
  evidence: 'unsupervised',
  status: { list: 2, slot: 131_071 },
};
const sign = async (bytes: Uint8Array<ArrayBuffer>) => {
  const key = await webcrypto.subtle.importKey(
    'jwk',
    pair.privateKey.export({ format: 'jwk' }) as JsonWebKey,
    'Ed25519',
    false,
    ['sign'],
  );
  return new Uint8Array(await webcrypto.subtle.sign('Ed25519', key, bytes));
};
const write = (changes: Partial<Compact> = {}, kid = Buffer.from(ID, 'base64url').subarray(0, KID_BYTES)) =>
  writeCompact({ ...compact, ...changes }, new Uint8Array(kid), sign);
const publicKey = await webcrypto.subtle.importKey(
  'raw',
  Buffer.from(jwk.x!, 'base64url'),
  'Ed25519',
  false,
  ['verify'],
);
const verify: VerifySignature = (_key, signature, signed) =>
  webcrypto.subtle.verify('Ed25519', publicKey, signature, signed);
const known = (
  changes: Partial<Known['keys'][number]> = {},
  revoked: boolean | undefined = false,
): Known => ({
  keys: [{ id: ID, x: jwk.x!, from: NOW - 1000, ...changes }],
  isRevoked: () => revoked,
});
const check = (text: string, what: Known = known()) => checkCompact(text, what, NOW, verify);

describe('base32', () => {
  // RFC 4648 §10, without padding.
  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of “%s” is %s', (plain, text) => {
    expect(toBase32(Buffer.from(plain))).toBe(text);
    expect(Buffer.from(fromBase32(text)!).toString()).toBe(plain);
  });

  test('has one writing of each content only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase32(toBase32(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['MZ', 'M', 'MZX', 'my', 'MY======', 'M1']) expect(fromBase32(text)).toBeUndefined();
  });
});

// COSE WG examples, eddsa-examples/eddsa-sig-01: COSE_Sign1 with the key of RFC 8032 §7.1, test 1.
test('what is signed is what RFC 9052 says', () => {
  const key = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex').toString(
        'base64url',
      ),
    },
    format: 'jwk',
  });
  const signature = Buffer.from(
    '7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb8711497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d',
    'hex',
  );
  const signed = bytesToSign(
    Buffer.from('a2012703'.concat('00'), 'hex'),
    Buffer.from('This is the content.'),
  );
  expect(verifyBytes(null, signed, key, signature)).toBe(true);
});

describe('a compact credential', () => {
  test('is read as it was written', async () => {
    const text = await write();
    expect(readCompact(text)?.compact).toEqual(compact);
    expect(await check(text)).toEqual({ verdict: 'valid', compact, statusKnown: true });
    for (const changes of [
      { name: null },
      { kind: 0 },
      { evidence: 'supervised' as const },
      { code: '000000000000' },
    ])
      expect((await check(await write(changes))).compact).toEqual({ ...compact, ...changes });
  });

  test('is verified by another COSE library', async () => {
    const bytes = Buffer.from(fromBase32(await write())!);
    const key = await webcrypto.subtle.importKey('jwk', jwk as JsonWebKey, 'Ed25519', true, ['verify']);
    await Sign1.decode(bytes).verify(key as never);
    const changed = Buffer.from(bytes);
    changed[40]! ^= 1;
    await expect(Sign1.decode(changed).verify(key as never)).rejects.toThrow();
  });

  test('is worth nothing with any bit of any byte changed', async () => {
    const bytes = fromBase32(await write())!;
    for (let at = 0; at < bytes.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << bit;
        const { verdict, compact: told } = await check(toBase32(changed));
        if (verdict === 'valid' || told) expect.fail(`bit ${bit} of byte ${at} may be changed`);
      }
  });

  test('is worth nothing with signs left out, added or in another order', async () => {
    const text = await write();
    const bad = [
      text.slice(1),
      text.slice(0, -1),
      `${text}A`,
      `A${text}`,
      text + text,
      text.toLowerCase(),
      '',
    ];
    for (let at = 0; at + 1 < text.length; at++)
      if (text[at] !== text[at + 1])
        bad.push(text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2));
    const half = Math.floor(text.length / 2);
    bad.push(text.slice(half) + text.slice(0, half));
    for (const one of bad)
      expect((await check(one)).verdict, one).toMatch(/^(malformed|wrong-key|tampered)$/);
  });

  test('says why it is refused', async () => {
    const text = await write();
    const strange = await write({}, Buffer.alloc(KID_BYTES, 9));
    expect((await check(strange)).verdict).toBe('wrong-key');
    expect((await check(text, known({ from: NOW - 50 }))).verdict).toBe('key-expired');
    expect((await check(text, known({ until: NOW - 100 }))).verdict).toBe('key-expired');
    expect((await check(text, known({ until: NOW - 99 }))).verdict).toBe('valid');
    expect((await check(text, known({ withdrawn: NOW - 1 }))).verdict).toBe('key-withdrawn');
    expect((await check(await write({ signedAt: NOW + 3600 }))).verdict).toBe('not-yet-valid');
    expect((await check(text, known({}, true))).verdict).toBe('revoked');
    expect((await check(text, known({}, true))).compact?.name).toBe(compact.name);
    const unheard: Known = { ...known(), isRevoked: () => undefined };
    expect(await check(text, unheard)).toMatchObject({ verdict: 'valid', statusKnown: false });
  });
});

test('an address of this site is read however it was scanned, one of another is not', async () => {
  const text = await write();
  const address = compactAddress('https://hoc.example.vn', text);
  expect(address).toBe(`HTTPS://HOC.EXAMPLE.VN/C/${text}`);
  expect(address).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  expect(textOf(` ${address}\n`, 'https://hoc.example.vn')).toBe(text);
  expect(textOf(address.toLowerCase(), 'https://hoc.example.vn')).toBe(text);
  expect(textOf(text, 'https://hoc.example.vn')).toBe(text);
  expect(textOf(address, 'https://other.example.vn')).toBe('elsewhere');
  expect(compactAddress('http://localhost:3000', 'A')).toBe('HTTP://LOCALHOST:3000/C/A');
});

test.each([
  ['Nguyễn Thị Lan', 40, 'Nguyễn Thị Lan'],
  ['Công Tằng Tôn Nữ', 15, 'Công Tằng…'],
  ['H Ƀlŏ Ê̆ban'.normalize('NFD'), 40, 'H Ƀlŏ Ê̆ban'.normalize('NFC')],
  ['Ê̆banh', 7, 'Ê̆…'],
])('the name %s in %i bytes is %s', (name, bytes, fitted) => expect(fitName(name, bytes)).toBe(fitted));
