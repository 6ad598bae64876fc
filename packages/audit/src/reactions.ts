import { answer, onAny, onReports, type Row } from '@obey/choreography';
import { AuditGetHistory, messages } from '@obey/contracts';
import type { Archive } from './archive.js';
import { historyOf } from './history.js';
import type { Outcomes } from './outcomes.js';
import type { Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'events'>;
  readonly archive: Archive;
  readonly outcomes: Outcomes;
}

export const reactions = ({ store, archive, outcomes }: Deps): Row[] => [
  onAny(messages, (message, { stream, sequence }) => archive.keep(message, { stream, entry: sequence })),

  onReports((report) => outcomes.learn(report)),

  answer(AuditGetHistory, async (message, { stream, sequence }) => {
    await archive.keep(message, { stream, entry: sequence });
    return historyOf(store, message.data);
  }),
];
