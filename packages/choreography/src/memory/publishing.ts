import { createAttempts } from '../attempts.js';
import { encode } from '../cloud-event.js';
import type { Message } from '../message.js';
import { laterKey } from '../names.js';
import type { Observer } from '../observe.js';
import { isOutage } from '../outage.js';
import type { Publishing } from '../transport.js';
import type { Tuning } from '../tuning.js';
import { nextDueMs } from './leases.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

interface PublishingDeps {
  readonly memory: Memory;
  readonly call: Call;
  readonly closing: AbortSignal;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

/** How many messages become due in one step, entries stay on a stream of replies, and ms it lasts; entries of reports. */
const [dueAtOnce, repliesKept, repliesLastMs, reportsKept] = [100, 1_000, 60_000, 2_000];

/** The caller's time may be of another clock. */
const clockMarginMs = 2_000;

export const createPublishing = ({ memory, call, closing, tuning, observe }: PublishingDeps): Publishing => {
  const { streams, later } = memory;

  const waitingFor = (stream: string) => {
    const waiting = later.get(laterKey(stream)) ?? new Map<string, { json: string; dueAt: number }>();
    later.set(laterKey(stream), waiting);
    return waiting;
  };

  const addOnce = (stream: string, { id }: Message, json: string, sinceMs: number) => {
    const beginning = json.slice(0, json.indexOf(id) + id.length + 1);
    const since = streams.after(stream, `${Math.max(0, sinceMs - clockMarginMs)}-0`);
    if (since.some((entry) => entry.json?.startsWith(beginning))) return 'found';
    streams.add(stream, json);
    return 'added';
  };

  const attempted = createAttempts({ closing, isFinal: (error) => !isOutage(error) });

  return {
    add: async (stream, message, { since, withinMs = tuning.publishMs } = {}) => {
      const json = encode(message);
      const startedAt = Date.now();
      const outcome = await attempted({ stream, message, withinMs }, (attempt) =>
        call(() => {
          if (attempt > 1 || since) return addOnce(stream, message, json, since?.getTime() ?? startedAt);
          streams.add(stream, json);
          return 'added';
        }),
      );
      observe({ kind: 'published', message });
      return outcome;
    },

    addMissing: (stream, messages, since) =>
      call(
        () =>
          messages.filter((message) => addOnce(stream, message, encode(message), since.getTime()) === 'added')
            .length,
      ),

    postpone: (stream, message, dueAt) =>
      attempted({ stream, message, withinMs: tuning.publishMs }, () =>
        call(() => {
          const waiting = waitingFor(stream);
          if (!waiting.has(message.id))
            waiting.set(message.id, { json: encode(message), dueAt: dueAt.getTime() });
        }),
      ),

    addDue: (stream) =>
      call(() => {
        const waiting = waitingFor(stream);
        const now = Date.now();
        const due = [...waiting]
          .filter(([, { dueAt }]) => dueAt <= now)
          .sort(([, a], [, b]) => a.dueAt - b.dueAt);
        for (const [id, { json }] of due.slice(0, dueAtOnce)) {
          streams.add(stream, json);
          waiting.delete(id);
        }
        return nextDueMs(memory, stream);
      }),

    reply: (stream, message) =>
      call(() => {
        streams.add(stream, encode(message));
        const replies = streams.open(stream);
        replies.entries = replies.entries.slice(-repliesKept);
        replies.endsAt = performance.now() + repliesLastMs;
      }),

    report: (stream, message) =>
      call(() => {
        streams.add(stream, encode(message));
        const reports = streams.open(stream);
        reports.entries = reports.entries.slice(-reportsKept);
      }),
  };
};
