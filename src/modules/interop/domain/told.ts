import * as v from 'valibot';

const Both = v.object({ vi: v.string(), en: v.string() });

/**
 * What a receiver is told of one confirmation, whichever way it gets it: called, fetched or in a file. `name` and
 * `domains` only where it has those fields.
 */
export const Told = v.object({
  type: v.picklist(['confirmation.issued', 'confirmation.revoked']),
  /** When it became known, ISO 8601. */
  timestamp: v.string(),
  data: v.object({
    code: v.string(),
    verifyUrl: v.string(),
    unit: v.optional(
      v.nullable(v.object({ id: v.number(), code: v.nullable(v.string()), name: v.string() })),
    ),
    title: v.optional(Both),
    subject: v.optional(Both),
    group: v.optional(v.object({ code: v.string(), vi: v.string(), en: v.string() })),
    ruleSet: v.optional(v.object({ id: v.string(), vi: v.string(), en: v.string() })),
    issuer: v.optional(Both),
    issuedOn: v.optional(v.string()),
    /** How it was assessed, such as `unsupervised`. */
    evidence: v.optional(v.string()),
    name: v.optional(v.nullable(v.string())),
    domains: v.optional(v.array(v.object({ domain: v.string(), level: v.string() }))),
    demo: v.optional(v.boolean()),
    revokedOn: v.optional(v.nullable(v.string())),
    revokedReason: v.optional(v.nullable(v.string())),
  }),
});
export type Told = v.InferOutput<typeof Told>;
