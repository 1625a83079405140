import type { ServerModule } from '#platform/http/module.ts';
import en from './messages/en.json' with { type: 'json' };
import vi from './messages/vi.json' with { type: 'json' };
import { addPublished } from './server/compose.ts';
import { digestOf } from './domain/file.ts';
import { listWrittenBy } from './server/drafts.store.ts';
import { findRecording } from './server/recordings.store.ts';
import { packCommands } from './server/pack-commands.ts';
import { routes } from './server/routes.ts';
import { findPictureBytes } from './server/shelf.store.ts';

export { PackFault, takePack } from './server/take-pack.ts';

export const authoring: ServerModule = {
  name: 'authoring',
  routes,
  commands: packCommands,
  messages: { vi, en },
  addContent: addPublished,
  readAsset: async ({ db }, asset) => {
    if (asset.path.startsWith('units/')) return (await findRecording(db, asset.hash))?.bytes;
    return asset.type === 'image/webp' ? findPictureBytes(db, digestOf(asset.hash)) : undefined;
  },
  exportPerson: async ({ db }, { personId }) => ({ written: await listWrittenBy(db, personId) }),
};
