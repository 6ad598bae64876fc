import Type, { type Static } from 'typebox';

const Session = Type.Object({ begun: Type.Number(), until: Type.Number(), ended: Type.Boolean() });
/** What is remembered of one user; all times are milliseconds since 1970. */
export const Presence = Type.Object({
  nickname: Type.String(),
  namedAt: Type.Number(),
  bannedAt: Type.Number(),
  /** An ended session is remembered too, so that a sign-in heard after its end does not revive it. */
  sessions: Type.Record(Type.String(), Session),
});
export type Presence = Static<typeof Presence>;

/** What was told of a user: a name, a session that began, the id of one that ended, a ban. */
export interface Told {
  readonly nickname?: string;
  readonly begun?: { readonly sessionId: string; readonly until: number };
  readonly ended?: string;
  readonly banned?: boolean;
}

/** What is remembered after something was told `at` a time. Hearing it twice, late or in another order is the same. */
export const after = (known: Presence, at: number, told: Told, now: number, keepMs: number): Presence => {
  const { nickname, begun, ended } = told;
  const sessions = { ...known.sessions };
  if (begun) sessions[begun.sessionId] ??= { begun: at, until: begun.until, ended: false };
  if (ended) sessions[ended] = { begun: at, until: now + keepMs, ended: true };
  return {
    ...(nickname === undefined || at < known.namedAt ? known : { nickname, namedAt: at }),
    bannedAt: told.banned ? Math.max(at, known.bannedAt) : known.bannedAt,
    sessions: Object.fromEntries(Object.entries(sessions).filter(([, { until }]) => until > now)),
  };
};

/** When the user goes offline if nothing more is told; 0: is offline. A ban ends what was begun before it. */
export const onlineUntil = ({ bannedAt, sessions }: Presence): number =>
  Math.max(0, ...Object.values(sessions).map((s) => (s.ended || s.begun <= bannedAt ? 0 : s.until)));
