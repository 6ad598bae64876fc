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
  on(AuthUserSignedIn, ({ data: { userId, sessionId, nickname, expiresAt } }, { sequence }) =>
    hear(userId, { kind: 'signed-in', sessionId, nickname, expiresAt: Date.parse(expiresAt), sequence }),
  ),
  on(AuthUserSignedOut, ({ data: { userId, sessionId } }, { sequence }) =>
    hear(userId, { kind: 'session-ended', sessionId, sequence }),
  ),
  on(AuthSessionRevoked, ({ data: { userId, sessionId } }, { sequence }) =>
    hear(userId, { kind: 'session-ended', sessionId, sequence }),
  ),
  on(AuthUserBanned, ({ data: { userId } }, { sequence }) => hear(userId, { kind: 'banned', sequence })),
  on(AuthUserChanged, ({ data: { userId, nickname } }, { sequence }) =>
    hear(userId, { kind: 'renamed', nickname, sequence }),
  ),
];
