import type { Tuning } from './tuning.js';

/** What takes room: an entry on its way, or its id alone. */
export interface Waiting {
  readonly id: string;
  /** Entries of one lane are handled one after the other. */
  readonly lane: string;
  /** Undefined while it waits in a blocked lane: it is read again when its turn comes. */
  body: unknown;
  begun: boolean;
  /** Its body was left out, and it takes no room. */
  parked: boolean;
}

/**
 * The entries of one partition that are in the lanes. Where a lane is blocked by a reaction that fails, what
 * waits behind it keeps its id only, and takes no room from other lanes: one subject in trouble must not stop
 * the others (up to `backlog` entries in all).
 */
export interface Room {
  readonly size: number;
  has(id: string): boolean;
  hasSpace(): boolean;
  enter(entry: Waiting): void;
  /** Its turn has come. */
  begin(entry: Waiting): void;
  leave(entry: Waiting): void;
  /** The first of a lane has failed and will be tried again. True where that has made space. */
  block(lane: string): boolean;
  unblock(lane: string): void;
}

export const createRoom = ({ window, backlog }: Pick<Tuning, 'window' | 'backlog'>): Room => {
  const inside = new Map<string, Waiting>();
  const blocked = new Set<string>();
  let parked = 0;

  const hasSpace = () => inside.size - parked < window && inside.size < backlog;
  const park = (entry: Waiting) => {
    if (entry.begun || entry.body === undefined) return;
    entry.body = undefined;
    entry.parked = true;
    parked += 1;
  };
  const unpark = (entry: Waiting) => {
    if (!entry.parked) return;
    entry.parked = false;
    parked -= 1;
  };

  return {
    get size() {
      return inside.size;
    },
    has: (id) => inside.has(id),
    hasSpace,
    enter: (entry) => {
      inside.set(entry.id, entry);
      if (blocked.has(entry.lane)) park(entry);
    },
    leave: (entry) => {
      unpark(entry);
      inside.delete(entry.id);
    },
    begin: (entry) => {
      entry.begun = true;
      unpark(entry);
    },
    block: (lane) => {
      if (blocked.has(lane)) return false;
      const full = !hasSpace();
      blocked.add(lane);
      for (const entry of inside.values()) if (entry.lane === lane) park(entry);
      return full && hasSpace();
    },
    unblock: (lane) => {
      blocked.delete(lane);
    },
  };
};
