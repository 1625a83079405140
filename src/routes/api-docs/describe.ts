/** The part of JSON Schema that the program's own OpenAPI uses. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Described {
  /** `string (uuid) or null`, `list of object`, `"yes" | "no"` */
  readonly type: string;
  /** Limits: `1 to 20 letters`, `default "jwt"`. */
  readonly limits: readonly string[];
  /** Its properties, or those of what the list holds. */
  readonly parts: readonly { readonly name: string; readonly optional: boolean; readonly schema: Schema }[];
  /** Shapes of which it has one. */
  readonly choices: readonly Schema[];
}

/** A schema in words, one level deep: its parts and choices are described in turn. */
export function describe(schema: Schema): Described {
  const union = schema.anyOf ?? schema.oneOf;
  if (union) {
    const rest = union.filter(({ type }) => type !== 'null');
    const nothing = rest.length < union.length ? ' or null' : '';
    if (rest.length === 1) {
      const only = describe(rest[0]!);
      return { ...only, type: only.type + nothing, limits: [...only.limits, ...byDefault(schema)] };
    }
    const simple = rest.every((one) => isLeaf(describe(one)));
    return simple
      ? {
          type: rest.map((one) => describe(one).type).join(' or ') + nothing,
          limits: byDefault(schema),
          parts: [],
          choices: [],
        }
      : {
          type: `one of ${rest.length} shapes${nothing}`,
          limits: byDefault(schema),
          parts: [],
          choices: rest,
        };
  }
  if (schema.type === 'array' && schema.items) {
    const held = describe(schema.items);
    const limits = [...range(schema.minItems, schema.maxItems, 'entries'), ...held.limits];
    return { ...held, type: `list of ${held.type}`, limits };
  }
  const parts = Object.entries(schema.properties ?? {}).map(([name, one]) => ({
    name,
    optional: !schema.required?.includes(name),
    schema: one,
  }));
  if (typeof schema.additionalProperties === 'object') {
    const held = describe(schema.additionalProperties);
    return { ...held, type: `object: each name with ${held.type}` };
  }
  return { type: typeOf(schema), limits: limitsOf(schema), parts, choices: [] };
}

const isLeaf = ({ parts, choices }: Described): boolean => parts.length === 0 && choices.length === 0;

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const type = schema.type ?? 'anything';
  return schema.format ? `${type} (${schema.format})` : type;
}

function limitsOf(schema: Schema): string[] {
  return [
    ...range(schema.minLength, schema.maxLength, 'letters'),
    ...range(schema.minimum, schema.maximum),
    ...(schema.pattern ? [schema.pattern] : []),
    ...byDefault(schema),
  ];
}

const byDefault = ({ default: value }: Schema): string[] =>
  value === undefined ? [] : [`default ${JSON.stringify(value)}`];

function range(least: number | undefined, most: number | undefined, unit = ''): string[] {
  const of = unit && ` ${unit}`;
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${of}`];
  if (least !== undefined) return [`at least ${least}${of}`];
  return most === undefined ? [] : [`at most ${most}${of}`];
}

/** A body that fits: what is required, in its smallest form. */
export function example(schema: Schema): unknown {
  const first = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (first) return example(first);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array')
    return schema.items && (schema.minItems ?? 0) > 0 ? [example(schema.items)] : [];
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'object') {
    const required = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(required.map(([name, one]) => [name, example(one)]));
  }
  if (schema.format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057';
  if (schema.format === 'date') return '2026-10-10';
  if (schema.format === 'date-time') return '2026-10-10T08:00:00.000Z';
  return '…';
}
