import { derivedId, type Message, type Outgoing, type Runtime } from '@obey/choreography';
import { AlertsSendDigest, MailingSendEmail } from '@obey/contracts';
import type { Alert, Place } from './alert.js';
import { type DigestHour, nextDigest } from './digest-time.js';
import type { Users } from './hearers.js';
import { linkOf } from './mails.js';
import { channelsOf, noPreferences, type Preferences } from './preferences.js';
import type { Reader } from './raised.js';
import type { Shown } from './shown.js';
import type { DigestState } from './store/digests.js';
import type { Store } from './store.js';
import type { UnsubscribeLinks } from './unsubscribe-links.js';
import { textOf } from './words.js';

/** A user is to have a digest then, if it is still due at that time. */
type Due = Message<{ readonly userId: string; readonly dueAt: string }>;

export interface Digests {
  /** These users have alerts that they may want a digest of: one becomes due, unless it is. Call it after the alerts are stored. */
  awaited(userIds: readonly string[]): Promise<void>;
  /** The user wants their digests at another time from now on. */
  rescheduled(userId: string, hour: DigestHour): Promise<void>;
  /** Sends the digest that is due, where there is something in it. Again, it does nothing. */
  send(message: Due): Promise<void>;
}

interface Deps {
  readonly store: { readonly alerts: Pick<Store['alerts'], 'list'> } & Pick<Store, 'preferences' | 'digests'>;
  readonly shown: Shown;
  readonly users: Pick<Users, 'get'>;
  readonly runtime: Pick<Runtime, 'compose'>;
  readonly links: Pick<UnsubscribeLinks, 'linkTo'>;
  readonly siteUrl: string;
  readonly now?: () => Date;
}

const hourMs = 3_600_000;
/** A first digest goes back so far. */
const dayMs = 25 * hourMs;
/** Alerts named in one mail, and looked at for it. */
const named = 20;
const most = 1_000;
const batch = 200;

/**
 * What is due stands in a document, and a message to ourselves, kept by the runtime until then, wakes us. A message that the
 * document does not name is out of date. So a digest is sent once: the document changes with the mail, in one write.
 */
export const createDigests = (deps: Deps): Digests => {
  const { store, shown, users, runtime, links, siteUrl, now = () => new Date() } = deps;
  const { preferences, digests } = store;

  const schedule = async (userId: string, hour: DigestHour, state?: DigestState) => {
    const dueAt = nextDigest(hour, now(), state?.sentAt);
    if (dueAt.getTime() === state?.dueAt?.getTime()) return;
    const data = { userId, dueAt: dueAt.toISOString() };
    const message = runtime.compose(AlertsSendDigest, data, { notBefore: dueAt });
    await digests.schedule(userId, dueAt, message, state?.dueAt);
  };

  const awaited = async (userIds: readonly string[]) => {
    const chosen = await preferences.findMany(userIds);
    const wanting = [...chosen].filter(([, { kinds }]) => Object.values(kinds).some(({ digest }) => digest));
    if (wanting.length === 0) return;
    const states = await digests.findMany(wanting.map(([userId]) => userId));
    const byUser = new Map(states.map((state) => [state._id, state]));
    for (const [userId, { digest }] of wanting) {
      const state = byUser.get(userId);
      // One that is long overdue was lost with the streams.
      const isDue = state?.dueAt !== undefined && now().getTime() - state.dueAt.getTime() < hourMs;
      if (!isDue) await schedule(userId, digest, state);
    }
  };

  /** Unread alerts that the user may see, of the kinds that they want a digest of, the oldest first. */
  const collect = async (reader: Reader, chosen: Preferences, since: Date, until: Date): Promise<Alert[]> => {
    const collected: Alert[] = [];
    let from: Place | undefined = { _id: '', raisedAt: since };
    for (let looked = 0; from && looked < most; looked += batch) {
      const stretch = { unread: true, from, direction: 'before', limit: batch } as const;
      const found: Alert[] = await store.alerts.list(reader.userId, stretch);
      const wanted = found.filter(
        ({ kind, raisedAt }) => raisedAt <= until && channelsOf(chosen, kind).digest,
      );
      collected.push(...(await shown(reader, wanted)));
      from = found.length < batch ? undefined : found.at(-1);
    }
    return collected;
  };

  const mailOf = (
    reader: Reader,
    chosen: Preferences,
    alerts: readonly Alert[],
    since: Date,
    message: Due,
  ) => {
    const items = alerts
      .slice(-named)
      .map((alert) => ({ text: textOf(alert), link: linkOf(siteUrl, alert.threadId) }));
    const more = alerts.length - items.length;
    const { nickname, userId } = reader;
    const times = { since: since.toISOString(), until: message.data.dueAt };
    const params = { nickname, ...times, items, ...(more > 0 && { more }), link: siteUrl };
    const data = {
      to: reader.email,
      mail: { template: 'digest' as const, params },
      ...(chosen.locale !== undefined && { locale: chosen.locale }),
      unsubscribe: { link: links.linkTo({ userId, channel: 'digest', kind: 'all' }) },
    };
    const cause = { correlationId: message.correlationId, causationId: message.id };
    const { message: mail, ...outgoing } = runtime.compose(MailingSendEmail, data, { cause });
    return { ...outgoing, message: { ...mail, id: derivedId('digest', userId, message.data.dueAt) } };
  };

  const composed = async (message: Due, state: DigestState, until: Date): Promise<Outgoing | undefined> => {
    const { userId, dueAt } = message.data;
    const reader = await users.get(userId);
    if (reader === null || reader.banned) return undefined;
    const chosen = (await preferences.findMany([userId])).get(userId) ?? noPreferences;
    const since = state.until ?? new Date(Date.parse(dueAt) - dayMs);
    const alerts = await collect(reader, chosen, since, until);
    return alerts.length === 0 ? undefined : mailOf(reader, chosen, alerts, since, message);
  };

  return {
    awaited,

    rescheduled: async (userId, hour) => {
      const [state] = await digests.findMany([userId]);
      if (state?.dueAt !== undefined) await schedule(userId, hour, state);
    },

    send: async (message) => {
      const { userId, dueAt } = message.data;
      const [state] = await digests.findMany([userId]);
      if (state?.dueAt?.toISOString() === dueAt) {
        const until = now();
        const mail = await composed(message, state, until);
        await digests.done(userId, state.dueAt, { until, mail });
      }
      // What was raised meanwhile found a digest due, and made none so: also where a crash came in between.
      const [after] = await digests.findMany([userId]);
      if (after?.until === undefined || after.dueAt !== undefined) return;
      const stretch = {
        unread: true,
        from: { _id: '', raisedAt: after.until },
        direction: 'before',
        limit: 1,
      } as const;
      if ((await store.alerts.list(userId, stretch)).length > 0) await awaited([userId]);
    },
  };
};
