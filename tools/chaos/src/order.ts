import type { Handling } from './records.js';

/**
 * Steps of a subject that were first begun before the step before them was begun, or before anybody had
 * ended it. A step whose forerunner never came is no break of the order: the forerunner is lost. Takes
 * starts and ends by time.
 */
export const findOrderBreaks = (handlings: readonly Handling[]): string[] => {
  const firstStarts = firstsOf(handlings, 'start');
  const firstEnds = firstsOf(handlings, 'end');
  return [...firstStarts.values()].flatMap((start) => {
    const { subject, step, at } = start;
    const before = keyOf(subject, step - 1);
    const begun = firstStarts.get(before);
    const ended = firstEnds.get(before);
    if (begun === undefined) return [];
    if (begun.at > at) return [`${tell(start)} was begun ${gap(at, begun.at)} before step ${step - 1}`];
    if (ended === undefined) return [`${tell(start)} was begun, and step ${step - 1} never ended`];
    if (ended.at > at) return [`${tell(start)} was begun ${gap(at, ended.at)} before step ${step - 1} ended`];
    return [];
  });
};

const keyOf = (subject: string, step: number) => `${subject} ${step}`;

const firstsOf = (handlings: readonly Handling[], kind: Handling['kind']): Map<string, Handling> => {
  const firsts = new Map<string, Handling>();
  for (const handling of handlings) {
    const key = keyOf(handling.subject, handling.step);
    if (handling.kind === kind && !firsts.has(key)) firsts.set(key, handling);
  }
  return firsts;
};

const tell = ({ subject, step, worker, stream, epoch, at }: Handling) =>
  `${subject} step ${step} on ${stream} by ${worker} in epoch ${epoch} at ${at.toFixed(3)}`;

const gap = (earlier: number, later: number) => `${(later - earlier).toFixed(3)} ms`;
