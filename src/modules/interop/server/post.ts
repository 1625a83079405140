import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { addressFault, publicLookup, type Reach } from './address.ts';

const PATIENCE_MS = 10_000;

export interface Answer {
  /** null when there was none */
  readonly status: number | null;
  readonly error: string | null;
}

/**
 * Sends one JSON body and waits for the status: no redirects, ten seconds in all, the body of the answer is not read.
 * Never throws: what went wrong is in the answer.
 */
export async function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  reach: Reach,
): Promise<Answer> {
  // Asked anew at each try: the settings may have changed since it was added.
  const fault = addressFault(address, reach);
  if (fault) return { status: null, error: fault };
  const url = new URL(address);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'binh-dan-hoc-vu-so',
        },
        // A kept connection would outlive the look at its address.
        agent: false,
        maxHeaderSize: 16_384,
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(reach.inside ? {} : { lookup: publicLookup }),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        response.on('error', () => {});
        response.destroy();
        resolve({ status, error: null });
      },
    );
    request.on('error', (error) => resolve({ status: null, error: error.message.slice(0, 200) }));
    request.end(body);
  });
}
