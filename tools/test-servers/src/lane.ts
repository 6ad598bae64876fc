/** Says of a command, by its name and arguments as they were sent, whether a fault is meant for it. */
export type Matches = (command: string[]) => boolean;

/** What a lane is held for, and how often that came. */
export interface Holding {
  readonly matches: Matches;
  held: number;
}

/** A request, or a reply with the command that it answers; what came unasked answers none. */
export interface Item {
  readonly command: string[] | undefined;
  readonly bytes: Buffer;
}

/** One direction of a connection. */
export interface Lane {
  push(item: Item): void;
  /** Nothing more will come: told to the other side when all before it has been passed. */
  end(): void;
  isHeld(): boolean;
  /** Passes what was held for this, in order; false if the lane was not held for it. */
  release(holding: Holding): boolean;
}

/** Passes items in order; from the first that one of `holdings` matches, all wait until that is released. */
export const createLane = (
  holdings: ReadonlySet<Holding>,
  pass: (item: Item) => void,
  end: () => void,
): Lane => {
  let holder: Holding | undefined;
  let waiting: Item[] = [];
  let ended = false;

  const push = (item: Item) => {
    const { command } = item;
    const matching = (holder ? [holder] : [...holdings]).find(({ matches }) => command && matches(command));
    holder ??= matching;
    if (matching) matching.held += 1;
    if (holder) waiting.push(item);
    else pass(item);
  };

  return {
    push,
    end: () => {
      if (!ended && !holder) end();
      ended = true;
    },
    isHeld: () => holder !== undefined,
    release: (holding) => {
      if (holder !== holding) return false;
      holder = undefined;
      const late = waiting;
      waiting = [];
      // Another may be waiting for one of them.
      for (const item of late) push(item);
      if (ended && !holder) end();
      return true;
    },
  };
};
