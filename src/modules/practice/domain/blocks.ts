import * as v from 'valibot';
import { Condition } from './condition.ts';
import { Effects } from './effect.ts';
import { slug, text } from './plain.ts';

/** Drawings that a scene may use: names of the design system's icons, none of them anybody's logo. */
export const PICTURES = [
  ...['phone', 'call', 'message', 'mail', 'camera', 'globe', 'map', 'wallet', 'family', 'people', 'sparkle'],
  ...[
    'building',
    'qr',
    'shield',
    'lock',
    'key',
    'chart',
    'document',
    'certificate',
    'calendar',
    'clock',
    'list',
  ],
  ...[
    'search',
    'settings',
    'speaker',
    'edit',
    'trash',
    'download',
    'upload',
    'print',
    'share',
    'link',
    'warning',
  ],
  ...[
    'info',
    'question',
    'star',
    'flag',
    'eye',
    'home',
    'mine',
    'learn',
    'check',
    'close',
    'plus',
    'minus',
    'play',
  ],
  ...['stop', 'back', 'forward', 'refresh', 'saved', 'cloud', 'wifi-off'],
] as const;

const label = text(80);
const words = text(300);
const icon = v.optional(v.picklist(PICTURES));
/** Shown only while this holds. */
const shown = { if: v.optional(Condition) };
/** What can be tapped: a name that nobody else on the screen has, and what it does. */
const tapped = { id: slug, does: v.optional(Effects) };
const maybeTapped = { id: v.optional(slug), does: v.optional(Effects) };
/** A variable of the scene's state. */
const variable = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]*$/));

/**
 * The neutral pieces that screens are built of. Those with an `id` are regions: real buttons and fields, named by their
 * text (or by `name`, where the text alone says too little).
 */
export const Block = v.variant('kind', [
  /** The bar at the top of an app. */
  v.strictObject({ kind: v.literal('bar'), text: label, note: v.optional(label), ...shown }),
  v.strictObject({
    kind: v.literal('text'),
    text: words,
    tone: v.optional(v.picklist(['plain', 'big', 'soft', 'good', 'bad']), 'plain'),
    ...shown,
  }),
  /** An icon of the home screen; those that follow each other stand side by side. */
  v.strictObject({ kind: v.literal('app'), ...tapped, text: label, icon: v.picklist(PICTURES), ...shown }),
  /** A line of a list; with an `id` it can be tapped. */
  v.strictObject({
    kind: v.literal('row'),
    ...maybeTapped,
    text: label,
    note: v.optional(words),
    icon,
    ...shown,
  }),
  v.strictObject({
    kind: v.literal('button'),
    ...tapped,
    text: label,
    name: v.optional(label),
    icon,
    tone: v.optional(v.picklist(['main', 'quiet', 'danger']), 'quiet'),
    ...shown,
  }),
  /** Something to type into. `tries`: other values that the checker types, such as wrong ones. */
  v.strictObject({
    kind: v.literal('field'),
    ...tapped,
    label,
    into: variable,
    takes: v.optional(v.picklist(['text', 'number', 'money', 'code', 'password']), 'text'),
    hint: v.optional(words),
    tries: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(4)), []),
    ...shown,
  }),
  /** Big digits for a code; each tap adds one, a key takes the last away. */
  v.strictObject({
    kind: v.literal('keypad'),
    ...tapped,
    label,
    into: variable,
    length: v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(8)),
    ...shown,
  }),
  /** A switch of a true-or-false variable. */
  v.strictObject({
    kind: v.literal('toggle'),
    ...tapped,
    text: label,
    note: v.optional(words),
    flips: variable,
    ...shown,
  }),
  /** A number made smaller or larger by two buttons, `<id>-less` and `<id>-more`; there is nothing to drag. */
  v.strictObject({
    kind: v.literal('steps'),
    ...tapped,
    text: label,
    of: variable,
    by: v.optional(v.pipe(v.number(), v.minValue(1)), 1),
    less: label,
    more: label,
    icon,
    ...shown,
  }),
  /** One value of a choice variable: a button for each, `<id>-<value>`. */
  v.strictObject({ kind: v.literal('choice'), ...tapped, text: label, of: variable, ...shown }),
  /** A message in a conversation. */
  v.strictObject({
    kind: v.literal('bubble'),
    ...maybeTapped,
    text: words,
    from: v.optional(label),
    mine: v.optional(v.boolean(), false),
    ...shown,
  }),
  /** Who is calling. */
  v.strictObject({ kind: v.literal('call'), text: label, note: v.optional(label), ...shown }),
  /** A drawn code that no camera reads. */
  v.strictObject({ kind: v.literal('qr'), ...maybeTapped, text: label, note: v.optional(label), ...shown }),
  /** A notification that slid in. */
  v.strictObject({
    kind: v.literal('notice'),
    ...maybeTapped,
    text: words,
    title: v.optional(label),
    icon,
    ...shown,
  }),
  /** A drawing: an icon, or a file of content/practice/pictures. */
  v.strictObject({
    kind: v.literal('picture'),
    ...maybeTapped,
    alt: label,
    icon,
    file: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.svg$/))),
    ...shown,
  }),
  /** The address at the top of a web page. */
  v.strictObject({ kind: v.literal('address'), ...maybeTapped, text: label, ...shown }),
]);
export type Block = v.InferOutput<typeof Block>;
export type BlockKind = Block['kind'];

export const Screen = v.strictObject({
  id: slug,
  /** What a screen reader says when it opens. */
  title: label,
  /** Where the phone's own way back leads; every screen but the first has one. */
  back: v.optional(slug),
  /** Rows and apps keep their places in the changed mode. */
  fixed: v.optional(v.boolean(), false),
  blocks: v.pipe(v.array(Block), v.minLength(1), v.maxLength(16)),
});
export type Screen = v.InferOutput<typeof Screen>;
