import type { Collection } from 'mongodb';

/** MongoDB's code for a key that is there already. */
const duplicateKey = 11_000;

/** A marker in a service's own store: this effect was brought about, or was about to be. */
export interface Effect {
  readonly _id: string;
  readonly at: Date;
}

export interface OnceOptions {
  /**
   * `after` (the default) writes the marker when the work has ended: a crash in between does the work again.
   * `before` writes it first, and takes it back where the work throws: a crash in between never does it again.
   * Nothing can do better for an effect outside the store in which the marker stands.
   */
  readonly mark?: 'after' | 'before';
}

/**
 * Does the work unless it was done before under this key (`message.id`, say), and resolves with whether it was
 * done now. For effects that can neither be keyed by the message's id nor guarded by a version.
 */
export type Once = (key: string, work: () => Promise<unknown>, options?: OnceOptions) => Promise<boolean>;

/**
 * Keeps the markers in a collection of their own, for so long (7 days if not said otherwise; it should be longer
 * than a message may stay on its stream).
 */
export const onceIn = async (
  effects: Collection<Effect>,
  { keepMs = 7 * 24 * 3_600_000 }: { readonly keepMs?: number } = {},
): Promise<Once> => {
  await effects.createIndex({ at: 1 }, { name: 'kept', expireAfterSeconds: Math.ceil(keepMs / 1_000) });

  const mark = async (key: string): Promise<boolean> => {
    try {
      await effects.insertOne({ _id: key, at: new Date() });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === duplicateKey) return false;
      throw error;
    }
  };

  return async (key, work, { mark: when = 'after' } = {}) => {
    if (when === 'after') {
      if (await effects.findOne({ _id: key })) return false;
      await work();
      await mark(key);
      return true;
    }
    if (!(await mark(key))) return false;
    try {
      await work();
    } catch (error) {
      await effects.deleteOne({ _id: key });
      throw error;
    }
    return true;
  };
};

/**
 * The version guard: a filter that matches only where what is stored is older than this `context.sequence`, to
 * be spread into an update that also sets `sequence`. A message that is delivered again, or handled late by an
 * owner that was frozen, then changes nothing. A sequence orders one partition of one stream by when entries were
 * put there: against a letter that an operator put back, which counts as new, only a version in the data guards.
 * Not with `upsert`: where newer is stored that is a duplicate key.
 */
export const ifOlder = (sequence: string) => ({
  $or: [{ sequence: { $exists: false } }, { sequence: { $lt: sequence } }],
});
