import { on, type Reaction } from '@obey/choreography';
import {
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
} from '@obey/contracts';
import type { Store } from './store.js';

export const reactions = ({ store: { hear } }: { readonly store: Store }): Reaction[] => [
  on(AuthUserSignedIn, ({ time, data: { userId, nickname, sessionId, expiresAt } }) =>
    hear(userId, time, { nickname, begun: { sessionId, until: Date.parse(expiresAt) } }),
  ),
  on(AuthUserSignedOut, ({ time, data }) => hear(data.userId, time, { ended: data.sessionId })),
  on(AuthSessionRevoked, ({ time, data }) => hear(data.userId, time, { ended: data.sessionId })),
  on(AuthUserBanned, ({ time, data }) => hear(data.userId, time, { banned: true })),
  on(AuthUserChanged, ({ time, data }) => hear(data.userId, time, { nickname: data.nickname })),
];
