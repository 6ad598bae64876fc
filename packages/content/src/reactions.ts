import { causedBy, on, type Reaction } from '@obey/choreography';
import { ContentTellReaders } from '@obey/contracts';
import type { Deps } from './deps.js';
import { tellReaders } from './readers.js';

/** What content reacts to: the changes of users, for its replicas of them; and what it asks of itself. */
export const reactions = (deps: Pick<Deps, 'users' | 'store' | 'runtime'>): readonly Reaction[] => [
  ...deps.users.reactions,
  // Played again it would be noted as told, and tell nobody: what it was for was told long ago.
  on(ContentTellReaders, async (message, { replayed }) => {
    if (!replayed) await tellReaders(deps, message.data.placeId, causedBy(message));
  }),
];
