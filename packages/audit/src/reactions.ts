import { answer, onAny, type Reaction, type Tap } from '@obey/choreography';
import { AuditGetHistory, messages } from '@obey/contracts';
import type { Archive } from './archive.js';
import { historyOf } from './history.js';
import type { Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'events'>;
  readonly archive: Archive;
}

export const reactions = ({ store, archive }: Deps): (Reaction | Tap)[] => [
  onAny(messages, (message, { stream, sequence }) => archive.keep(message, { stream, entry: sequence })),

  answer(AuditGetHistory, async (message, { stream, sequence }) => {
    await archive.keep(message, { stream, entry: sequence });
    return historyOf(store, message.data);
  }),
];
