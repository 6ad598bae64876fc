/** How an instance does, as far as the gateway has seen. Times in ms of one clock. */
export interface Standing {
  /** Failures in a row. */
  readonly failures: number;
  /** How often it was ejected since it last answered. */
  readonly ejections: number;
  /** Until when it is passed over. */
  readonly until: number;
  /** After an ejection one request finds out whether it is back; this one is under way. */
  readonly trial: boolean;
  /** Probes in a row that said it is not ready; at two it is passed over. */
  readonly unready: number;
}

export const sound: Standing = { failures: 0, ejections: 0, until: 0, trial: false, unready: 0 };

const failuresToEject = 3;
const probesToPassOver = 2;
const restMs = 1_000;
const longestRestMs = 30_000;

/** Whether requests should go to it: it is neither ejected nor known to be not ready, nor is its trial under way. */
export const isOpen = ({ until, trial, unready }: Standing, now: number): boolean =>
  until <= now && !trial && unready < probesToPassOver;

/** A request goes to it: the first one after an ejection is its trial. */
export const begun = (standing: Standing): Standing =>
  standing.ejections > 0 && !standing.trial ? { ...standing, trial: true } : standing;

/** It has answered, whatever its answer was. */
export const answered = (standing: Standing): Standing =>
  standing.failures === 0 && standing.ejections === 0 ? standing : { ...sound, unready: standing.unready };

/** Nobody knows how it would have ended: the client went away. */
export const undecided = (standing: Standing): Standing =>
  standing.trial ? { ...standing, trial: false } : standing;

/**
 * It has failed. `away`, it took no connection, and is ejected at once; else at the third time in a row. It is passed over for a
 * second, twice as long each further time, and half a minute at the most.
 */
export const failed = (standing: Standing, away: boolean, now: number): Standing => {
  const failures = standing.failures + 1;
  if (!away && failures < failuresToEject && standing.ejections === 0)
    return { ...standing, failures, trial: false };
  const rest = Math.min(restMs * 2 ** standing.ejections, longestRestMs);
  // Requests that went out together fail together: they are one ejection.
  if (standing.until > now) return { ...standing, failures, trial: false };
  return { ...standing, failures, ejections: standing.ejections + 1, until: now + rest, trial: false };
};

/**
 * What a probe has found. One that is ready again needs no more rest, and still has its trial before it where it was ejected; one that was
 * ready all the time, and gave no answers, rests on.
 */
export const probed = (standing: Standing, ready: boolean): Standing => {
  if (!ready) return { ...standing, unready: standing.unready + 1 };
  return standing.unready === 0 ? standing : { ...standing, unready: 0, until: 0 };
};
