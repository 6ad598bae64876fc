/** How far groups are with what their streams no longer hold. */
export interface Rebuilds {
  /**
   * The last entry out of the archive that was handled (`0-0` for none, `end` where there is nothing more), and up to
   * which entry of the stream messages are played again. Undefined where nothing was ever to be played again.
   */
  read(
    stream: string,
    group: string,
  ): Promise<{ readonly after: string; readonly until?: string } | undefined>;
  /** Notes that the page up to `after` is done: what was begun of it is forgotten. */
  advance(stream: string, group: string, after: string): Promise<void>;
  /**
   * Notes that these entries are begun, before they are. Resolves with how often each had been begun before, and not been
   * counted back; without those that are dead letters already.
   */
  begin(stream: string, group: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Sets how often an entry was begun. */
  count(stream: string, group: string, id: string, deliveries: number): Promise<void>;
  /** The first entry, the last that there ever was, and whether some were removed. */
  standing(
    stream: string,
  ): Promise<{ readonly first: string | undefined; readonly last: string; readonly isTrimmed: boolean }>;
  /** Puts the group back to the beginning; what it was given so far is played again. Not where something is unfinished. */
  restart(stream: string, group: string): Promise<'restarted' | 'unfinished' | 'unknown'>;
  /** Adds the dead letter of an entry that is not on the stream, once while its page is played. */
  bury(stream: string, group: string, id: string, letter: Readonly<Record<string, string>>): Promise<void>;
}
