import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { refusePackage } from '../domain/refusals.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

/**
 * An XML file of a package as objects: attributes begin with `@`, prefixes are gone. Entities that a file declares
 * itself are refused: they can be made to fill any memory, or to name files of this machine.
 *
 * @param name said where it is refused
 * @throws Refusal packages/manifest-entities, packages/manifest-broken with the line
 */
export function readXml(bytes: Buffer, name: string): unknown {
  const text = decode(bytes, name);
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) refusePackage('manifest-entities', name);
  const valid = XMLValidator.validate(text);
  if (valid !== true) refusePackage('manifest-broken', `${name}:${valid.err.line}`);
  try {
    return parser.parse(text);
  } catch {
    return refusePackage('manifest-broken', name);
  }
}

/** By its byte order mark, else by its declaration, else UTF-8. */
function decode(bytes: Buffer, name: string): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : '';
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(
    bytes.subarray(0, 200).toString('latin1'),
  )?.[1];
  try {
    return new TextDecoder(marked || declared || 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusePackage('manifest-broken', `${name}:1`);
  }
}
