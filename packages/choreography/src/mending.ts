/** Where a group stands on one stream. */
export interface Place {
  /** What comes after this id is new to the group. */
  readonly lastDelivered: string;
  /** The oldest entry that was pending behind that; undefined where none was. */
  readonly oldestPending: string | undefined;
}

/** What a person does to a group, beside the running services. */
export interface Mending {
  /**
   * Adds the message of an entry once more, behind all that stands on the stream and for this group only. Resolves with
   * the id of the new entry; undefined where the entry is gone.
   */
  repeat(stream: string, group: string, entry: string): Promise<string | undefined>;
  /**
   * Has the group go on after this id, in one step: what was pending behind it is new once more, what was pending before
   * it stays so. Resolves with where it stood. Throws `NoGroup`, and `Owned` where an instance owns the partition.
   */
  seek(stream: string, group: string, after: string): Promise<Place>;
}
