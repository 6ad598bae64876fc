import type { Outgoing } from './message.js';

/** Messages that are on their way at once: enough that they share what one wait for the disk of Redis costs. */
const atOnce = 64;

/**
 * Tells messages: those of one subject one after the other, as they stand here, and those of different subjects side by
 * side. After a failure nothing more is begun. Resolves when nothing is under way any more, with what was told, and
 * what went wrong.
 */
export const tellBySubject = async (
  messages: readonly Outgoing[],
  tell: (outgoing: Outgoing) => Promise<unknown>,
): Promise<{ told: Outgoing[]; errors: unknown[] }> => {
  const told: Outgoing[] = [];
  const errors: unknown[] = [];
  const waiting = ofOneSubject(messages).values();

  const work = async () => {
    for (const lane of waiting) {
      for (const outgoing of lane) {
        if (errors.length > 0) return;
        await tell(outgoing);
        told.push(outgoing);
      }
    }
  };
  const working = async () => {
    await work().catch((error: unknown) => errors.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, messages.length) }, working));
  return { told, errors };
};

const ofOneSubject = (messages: readonly Outgoing[]): Map<string, Outgoing[]> => {
  const lanes = new Map<string, Outgoing[]>();
  for (const outgoing of messages) {
    const lane = lanes.get(outgoing.message.subject);
    if (lane) lane.push(outgoing);
    else lanes.set(outgoing.message.subject, [outgoing]);
  }
  return lanes;
};
