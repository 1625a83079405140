import { escapeXml } from '#platform/text/markup.ts';
import type { Content, Exchanged } from './exchanged.ts';
import { MANIFEST, type QtiFormat } from './qti-package.ts';
import { NOTE } from './qti.ts';
import { tagsOf } from './tags.ts';

type Attributes = Readonly<Record<string, string>>;
type Inside = string | readonly string[];

const DIALECTS = {
  qti21: {
    namespace: 'http://www.imsglobal.org/xsd/imsqti_v2p1',
    schema: 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd',
    marking: 'http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct',
    manifest: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    type: 'imsqti_item_xmlv2p1',
    name: ['QTIv2.1 Package', '1.0.0'],
  },
  qti30: {
    namespace: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
    schema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
    marking: 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml',
    manifest: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    type: 'imsqti_item_xmlv3p0',
    name: ['QTI Package', '3.0.0'],
  },
} as const;

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** Writes elements in the words of one version: `simpleChoice` or `qti-simple-choice`. */
function dialect(format: QtiFormat) {
  const isThree = format === 'qti30';
  return (name: string, attributes: Attributes, inside: Inside = []): string => {
    const own = isThree ? `qti-${kebab(name)}` : name;
    const written = Object.entries(attributes)
      .map(([key, value]) => ` ${isThree ? kebab(key) : key}="${escapeXml(value)}"`)
      .join('');
    const body = typeof inside === 'string' ? inside : inside.join('');
    return body === '' ? `<${own}${written}/>` : `<${own}${written}>${body}</${own}>`;
  };
}

const lines = (text: string): string => text.split('\n').map(escapeXml).join('<br/>');
/** Identifiers: A, B, C … as an XML name wants them. */
const letter = (at: number): string => String.fromCharCode(65 + at);

/** The files of a QTI package with these questions, by their paths. */
export function writeQti(items: readonly Exchanged[], format: QtiFormat): ReadonlyMap<string, string> {
  const { manifest, type, name } = DIALECTS[format];
  const digits = Math.max(3, String(items.length).length);
  const paths = items.map((_, at) => `items/item-${String(at + 1).padStart(digits, '0')}.xml`);
  const resources = items.map(({ facts }, at) => {
    const keywords = tagsOf(facts).map(
      (tag) => `<keyword><string language="en">${escapeXml(tag)}</string></keyword>`,
    );
    const metadata = `<metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general>${keywords.join('')}</general></lom></metadata>`;
    return `<resource identifier="R${at + 1}" type="${type}" href="${paths[at]}">${
      keywords.length > 0 ? metadata : ''
    }<file href="${paths[at]}"/></resource>`;
  });
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="${manifest}" identifier="MANIFEST">
<metadata><schema>${name[0]}</schema><schemaversion>${name[1]}</schemaversion></metadata>
<organizations/>
<resources>
${resources.join('\n')}
</resources>
</manifest>
`;
  return new Map([
    [MANIFEST, text],
    ...items.map((item, at) => [paths[at]!, writeItem(item, format, at)] as const),
  ]);
}

function writeItem({ name, ask, why, content }: Exchanged, format: QtiFormat, at: number): string {
  const tag = dialect(format);
  const { namespace, schema, marking } = DIALECTS[format];
  const { key, cardinality, baseType } = keyOf(content);
  const feedback = (identifier: string, text: string) => {
    const words = `<p>${lines(text)}</p>`;
    // Hidden when FEEDBACK is this identifier, which it never is: so it is always shown.
    const attributes = { outcomeIdentifier: 'FEEDBACK', identifier, showHide: 'hide' };
    return tag('modalFeedback', attributes, format === 'qti30' ? tag('contentBody', {}, words) : words);
  };
  const notes =
    content.type === 'spot'
      ? content.parts.map(({ note }, index) => (note ? feedback(NOTE + letter(index), note) : ''))
      : [];
  const body = [
    tag('responseDeclaration', { identifier: 'RESPONSE', cardinality, baseType }, [
      tag(
        'correctResponse',
        {},
        key.map((value) => tag('value', {}, value)),
      ),
    ]),
    tag('outcomeDeclaration', { identifier: 'SCORE', cardinality: 'single', baseType: 'float' }),
    tag('outcomeDeclaration', { identifier: 'FEEDBACK', cardinality: 'single', baseType: 'identifier' }),
    tag('itemBody', {}, interaction(tag, ask, content)),
    tag('responseProcessing', { template: marking }),
    why ? feedback('WHY', why) : '',
    ...notes,
  ];
  const root = {
    xmlns: namespace,
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': `${namespace} ${schema}`,
    identifier: `ITEM${at + 1}`,
    title: name,
    adaptive: 'false',
    timeDependent: 'false',
  };
  const written = tag('assessmentItem', root, body).replaceAll('xsi:schema-location', 'xsi:schemaLocation');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written}\n`;
}

function keyOf(content: Content): { key: string[]; cardinality: string; baseType: string } {
  const ids = (marks: readonly boolean[]) => marks.flatMap((right, at) => (right ? [letter(at)] : []));
  if ('options' in content)
    return {
      key: ids(content.options.map(({ right }) => right)),
      cardinality: content.type,
      baseType: 'identifier',
    };
  if (content.type === 'order')
    return {
      key: content.sequence.map((_, at) => letter(at)),
      cardinality: 'ordered',
      baseType: 'identifier',
    };
  if (content.type === 'match')
    return {
      key: content.pairs.map((_, at) => `L${at + 1} R${at + 1}`),
      cardinality: 'multiple',
      baseType: 'directedPair',
    };
  return { key: ids(content.parts.map(({ trap }) => trap)), cardinality: 'multiple', baseType: 'identifier' };
}

function interaction(tag: ReturnType<typeof dialect>, ask: string, content: Content): string {
  const prompt = tag('prompt', {}, lines(ask));
  const base = { responseIdentifier: 'RESPONSE' };
  const simple = (texts: readonly string[]) =>
    texts.map((text, at) => tag('simpleChoice', { identifier: letter(at) }, lines(text)));
  if (content.type === 'order')
    return tag('orderInteraction', { ...base, shuffle: 'true' }, [prompt, ...simple(content.sequence)]);
  if (content.type === 'match') {
    const set = (side: 'L' | 'R', texts: readonly string[]) =>
      tag(
        'simpleMatchSet',
        {},
        texts.map((text, at) =>
          tag('simpleAssociableChoice', { identifier: `${side}${at + 1}`, matchMax: '1' }, lines(text)),
        ),
      );
    const attributes = { ...base, shuffle: 'true', maxAssociations: String(content.pairs.length) };
    return tag('matchInteraction', attributes, [
      prompt,
      set(
        'L',
        content.pairs.map(({ left }) => left),
      ),
      set(
        'R',
        content.pairs.map(({ right }) => right),
      ),
    ]);
  }
  if (content.type === 'spot') {
    const parts = content.parts.map(
      ({ text }, at) => `<p>${tag('hottext', { identifier: letter(at) }, lines(text))}</p>`,
    );
    const from = `<p class="from ${content.channel}">${lines(content.from)}</p>`;
    return tag('hottextInteraction', { ...base, maxChoices: '0' }, [prompt, from, ...parts]);
  }
  const texts = content.options.map(({ text }) => text);
  const attributes = { ...base, shuffle: 'true', maxChoices: content.type === 'single' ? '1' : '0' };
  return tag('choiceInteraction', attributes, [prompt, ...simple(texts)]);
}
