import Type, { type Static } from 'typebox';

const Session = Type.Object({
  /** Milliseconds since 1970. */
  expiresAt: Type.Number(),
  /** An ended session is remembered until it would have expired, so that a late sign-in does not revive it. */
  ended: Type.Boolean(),
  /** Where on the stream its sign-in stood; sorts like the order of what happened to the user. */
  since: Type.String(),
});

/** What is remembered of one user. */
export const Presence = Type.Object({
  nickname: Type.String(),
  /** Where on the stream the nickname stood. */
  namedAt: Type.String(),
  sessions: Type.Record(Type.String(), Session),
});
export type Presence = Static<typeof Presence>;

/** What happened to a user. `sequence` is where it stands on the stream. */
export type Happening = { readonly sequence: string } & (
  | {
      readonly kind: 'signed-in';
      readonly sessionId: string;
      readonly nickname: string;
      readonly expiresAt: number;
    }
  | { readonly kind: 'session-ended'; readonly sessionId: string }
  | { readonly kind: 'banned' }
  | { readonly kind: 'renamed'; readonly nickname: string }
);

/** The end of a session whose sign-in was never heard is remembered this long. */
const unknownEndMs = 30 * 24 * 3_600_000;

const nobody: Presence = { nickname: '', namedAt: '', sessions: {} };

/** What is remembered after something happened. Hearing it again, or late, changes nothing. */
export const after = (known: Presence | undefined, happening: Happening, now: number): Presence => {
  const { sequence } = happening;
  const before = forget(known ?? nobody, now);
  switch (happening.kind) {
    case 'signed-in': {
      const { sessionId, nickname, expiresAt } = happening;
      const session = { expiresAt, ended: before.sessions[sessionId]?.ended ?? false, since: sequence };
      return forget(
        { ...named(before, nickname, sequence), sessions: { ...before.sessions, [sessionId]: session } },
        now,
      );
    }
    case 'session-ended': {
      const unknown = { expiresAt: now + unknownEndMs, since: '' };
      const session = { ...unknown, ...before.sessions[happening.sessionId], ended: true };
      return { ...before, sessions: { ...before.sessions, [happening.sessionId]: session } };
    }
    case 'banned':
      return {
        ...before,
        // A ban heard again does not end what was begun after it.
        sessions: mapValues(before.sessions, (session) =>
          session.since < sequence ? { ...session, ended: true } : session,
        ),
      };
    case 'renamed':
      return named(before, happening.nickname, sequence);
  }
};

/** When the user goes offline if nothing more happens (milliseconds since 1970); undefined: is offline. */
export const onlineUntil = ({ sessions }: Presence): number | undefined =>
  latest(Object.values(sessions).filter(({ ended }) => !ended));

/** When nothing of the user need be remembered any more; undefined: now. */
export const rememberedUntil = ({ sessions }: Presence): number | undefined =>
  latest(Object.values(sessions));

const named = (known: Presence, nickname: string, sequence: string): Presence =>
  sequence < known.namedAt ? known : { ...known, nickname, namedAt: sequence };

const forget = (known: Presence, now: number): Presence => ({
  ...known,
  sessions: Object.fromEntries(Object.entries(known.sessions).filter(([, { expiresAt }]) => expiresAt > now)),
});

const latest = (sessions: readonly { readonly expiresAt: number }[]) =>
  sessions.length === 0 ? undefined : Math.max(...sessions.map(({ expiresAt }) => expiresAt));

const mapValues = <V>(record: Record<string, V>, change: (value: V) => V): Record<string, V> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
