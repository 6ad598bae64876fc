import { accessTokens } from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { routes } from './api.js';
import { createArchive } from './archive.js';
import { config } from './config.js';
import { tellDiffering } from './differing.js';
import { createErasures } from './erasures.js';
import { createOutcomes } from './outcomes.js';
import { reactions } from './reactions.js';
import { openStore } from './store.js';

/** Everything that was ever said: kept, searched, drawn as trees, and given back to who comes late. */
export const audit = defineService({
  name: 'audit',
  summary: 'Every message that was ever said, for who may read it',
  config,
  says: [],
  asks: [],
  mongo: true,
  tokens: accessTokens,
  create: async ({ config, db, log, metrics }) => {
    const store = await openStore(db, config.AUDIT_KEEP);
    const erasures = createErasures({ store, log, sweepMs: 10_000 });
    const archive = createArchive({ store, erasures, differed: tellDiffering({ log, metrics }) });
    return {
      reactions: reactions({ store, archive, outcomes: createOutcomes(store) }),
      routes: routes({ store, erasures }),
      close: erasures.close,
    };
  },
});
