import { on, type Reaction } from '@obey/choreography';
import { AuthUserSignedUp } from '@obey/contracts';
import type { Store } from './store.js';

export const reactions = ({ store }: { readonly store: Store }): Reaction[] => [
  on(AuthUserSignedUp, ({ time, data }) => store.add(data.userId, Date.parse(time))),
];
