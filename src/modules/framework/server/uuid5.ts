import { createHash } from 'node:crypto';

/** Namespace of our identifiers: the UUIDv5 of our URN in the URL namespace of RFC 9562. */
const NAMESPACE = uuid5('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'urn:bdhvs:framework');

/** UUID version 5 (RFC 9562, section 5.5): the same name always gives the same UUID. */
export function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Identifier of a thing of a framework, such as `tt02-2025/Competence/4.2`. */
export const identifierOf = (name: string): string => uuid5(NAMESPACE, name);
