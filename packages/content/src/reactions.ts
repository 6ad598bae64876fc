import type { Reaction } from '@obey/choreography';
import type { Users } from './writers.js';

/** What content reacts to: the changes of users, for its replicas of them. */
export const reactions = ({ users }: { users: Users }): readonly Reaction[] => [...users.reactions];
