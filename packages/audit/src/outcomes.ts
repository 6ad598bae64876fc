import type { Outcome, Report } from '@obey/choreography';
import { type AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import type { Store, Told } from './store.js';

export type Outcomes = ReturnType<typeof createOutcomes>;

const duplicateKey = 11_000;

/** Keeps how reactions went: of each message and service what was told last, whatever comes late or again. */
export const createOutcomes = ({ outcomes }: Pick<Store, 'outcomes'>) => ({
  learn: async (report: Report): Promise<void> => {
    const writes = togetherIn(report).map((told): AnyBulkWriteOperation<Told> => writeOf(told));
    if (writes.length === 0) return;
    await outcomes.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
      // Where something newer is stored, what is older is not found, and cannot be added either.
      const faults = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (faults.length === 0 || faults.some(({ code }) => code !== duplicateKey)) throw error;
    });
  },
});

/** One of each message: the last, with what is known of the failures before it. */
const togetherIn = ({ service, instance, outcomes }: Report): Told[] => {
  const last = new Map<string, Told>();
  for (const outcome of outcomes) {
    const before = last.get(outcome.id);
    last.set(outcome.id, toldOf(outcome, { service, instance }, before));
  }
  return [...last.values()];
};

const toldOf = (
  { id, how, at, attempts, tookMs, waitedMs, code }: Outcome,
  who: Pick<Report, 'service' | 'instance'>,
  before: Told | undefined,
): Told => ({
  _id: `${id}:${who.service}`,
  message: id,
  ...who,
  outcome: how,
  at: new Date(at),
  attempts,
  tookMs: tookMs ?? null,
  waitedMs: waitedMs ?? null,
  code: code ?? before?.code ?? null,
  failedAt: how === 'handled' ? (before?.failedAt ?? null) : new Date(at),
});

// A success after a failure that an earlier report told of leaves that failure in its place.
const writeOf = ({ _id, code, failedAt, ...told }: Told): AnyBulkWriteOperation<Told> => {
  const failure = { code, failedAt };
  return {
    updateOne: {
      filter: { _id, at: { $lte: told.at } },
      update: failedAt === null ? { $set: told, $setOnInsert: failure } : { $set: { ...told, ...failure } },
      upsert: true,
    },
  };
};
