import { Subject } from 'rxjs';
import type { DeadLetter } from '../transport.js';
import { createServer } from './server.js';
import { createStreams } from './streams.js';

export type Memory = ReturnType<typeof createMemory>;

/** All that a server keeps, by the keys that it has in Redis. Ends of things are monotonic times, in ms. */
export const createMemory = () => {
  const streams = createStreams();
  /** Those who listen and were given something, until they come back for more. */
  const hearing = new Set<symbol>();
  /** Something was settled, or heard. */
  const progressed = new Subject<void>();

  return {
    server: createServer(),
    streams,
    leases: new Map<string, { readonly token: string; endsAt: number }>(),
    epochs: new Map<string, number>(),
    /** The messages for later of a stream by their ids, and when they are due (Unix time in ms). */
    later: new Map<string, Map<string, { readonly json: string; readonly dueAt: number }>>(),
    /** The members of a group, and when their heartbeat ends. */
    members: new Map<string, Map<string, number>>(),
    instances: new Map<string, { readonly described: string; readonly endsAt: number }>(),
    services: new Map<string, string>(),
    /** When it is somebody's turn to trim a stream again. */
    turns: new Map<string, number>(),
    /** How far groups are with what their streams no longer hold. */
    rebuilds: new Map<string, { readonly after: string; readonly until?: string }>(),
    /** How often what is being played again was begun, by the ids of the entries. */
    rebuildsBegun: new Map<string, Map<string, number | 'buried'>>(),
    letters: new Map<string, readonly DeadLetter[]>(),
    discarded: new Map<string, readonly (DeadLetter & { readonly reason: string })[]>(),
    hearing,
    progressed,
    /** Whether every group has finished all that stands on its streams, and who listens has heard it. */
    atRest: () => hearing.size === 0 && !streams.unfinished(),
  };
};
