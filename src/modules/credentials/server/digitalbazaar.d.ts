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
  export function decodeList(options: {
    encodedList: string;
  }): Promise<{ readonly length: number; getStatus(index: number): boolean }>;
}
