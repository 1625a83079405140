import type { RequestListener } from 'node:http';
import { answerPlay } from '#modules/packages/server.ts';
import { besides, type Config } from '#platform/config/config.ts';
import { Obstacle } from '#platform/database/explain.ts';
import type { Services } from '#platform/http/context.ts';
import { compressResponse } from './compress.ts';
import { listen, type Door } from './door.ts';
import type { Lifetime } from './lifetime.ts';

/** The second listener, where courses made elsewhere run. */
export interface Play {
  /** With the origin that it is really reached at. */
  readonly config: Config;
  readonly open: (services: Services) => void;
}

/**
 * Listens for the play origin, if there is one. A demonstration takes another port where its own is in use.
 *
 * @throws Obstacle the port of a real installation is taken
 */
export async function openPlay(config: Config, lifetime: Lifetime): Promise<Play> {
  if (!config.playOrigin) return { config, open: () => {} };
  const door = await listenBeside(config);
  lifetime.onEnd(() => door.close());
  const moved = door.port !== config.playPort && !config.BDHVS_PLAY_ORIGIN;
  const playOrigin = moved ? besides(config.publicUrl, door.port) : config.playOrigin;
  const secure = playOrigin.startsWith('https://');
  return {
    config: { ...config, playOrigin, playPort: door.port },
    open: (services) => {
      const answer = answerPlay(services);
      const packed: RequestListener = (request, response) => {
        if (secure) response.setHeader('strict-transport-security', 'max-age=31536000');
        compressResponse(request, response);
        answer(request, response);
      };
      door.open(packed);
    },
  };
}

async function listenBeside({ HOST, playPort, demo, BDHVS_PLAY_PORT }: Config): Promise<Door> {
  try {
    return await listen({ HOST, PORT: playPort });
  } catch (error) {
    if (!demo || BDHVS_PLAY_PORT !== undefined || !(error instanceof Obstacle)) throw error;
    return listen({ HOST, PORT: 0 });
  }
}
