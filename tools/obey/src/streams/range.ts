import { compareIds } from '@obey/choreography/inspection';
import { UsageError } from '../errors.js';
import { text } from '../option.js';
import { parseTime } from '../times.js';
import type { Stretch } from './pages.js';

/** From where to where on a stream, by entry ids; without `to`, what is added later belongs to it. */
export interface Span {
  readonly from: string;
  readonly to: string | undefined;
}

/** How every command that reads a part of the streams is told which: as a word, or by two options. */
export const spanHelp = '@-10m:now, @-1h, @2026-11-21T10:00:00Z:-5m, @start:end, or entry ids';

export const rangeOptions = {
  from: text('from here on: @-10m, @2026-11-21T10:00:00Z, or an entry id', { placeholder: 'place' }),
  to: text('up to here; @-1h:-5m as a word says both', { placeholder: 'place' }),
};

const isRange = (word: string) => word.startsWith('@');

/**
 * Takes the range out of the words of a command line: `@from:to`, or `--from` and `--to`. Without any of them the span is
 * undefined. Throws `UsageError`, also where it ends before it begins.
 */
export const readRange = (
  words: readonly string[],
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  now: Date,
): { readonly span: Span | undefined; readonly rest: readonly string[] } => {
  const rest = words.filter((word) => !isRange(word));
  const given = [
    ...words.filter(isRange),
    ...(from === undefined ? [] : [`--from ${from}`]),
    ...(to === undefined ? [] : [`--to ${to}`]),
  ];
  const [word, ...others] = words.filter(isRange);
  if (word === undefined) {
    if (given.length === 0) return { span: undefined, rest };
    const edges = {
      from: edge(from ?? 'start', now, 'from'),
      to: to === undefined ? undefined : edge(to, now, 'to'),
    };
    return { span: inOrder(edges, given.join(' ')), rest };
  }
  if (others.length > 0 || given.length > 1)
    throw new UsageError(`Name one range, not ${given.join(' and ')}`);
  return { span: parseSpan(word, now), rest };
};

/** What is read of a span by a command that follows nothing. */
export const stretchOf = (span: Span | undefined): Stretch => ({
  from: span?.from ?? '-',
  to: span?.to ?? '+',
});

/** Reads `@from:to` or `@from`. Throws `UsageError`. */
export const parseSpan = (given: string, now: Date): Span => {
  const words = given.replace(/^@/, '');
  const alone = edgeOf(words, now, 'from');
  if (alone !== undefined) return { from: alone, to: undefined };
  // Times hold colons too: whichever of them leaves two edges is the one in the middle.
  for (let at = words.indexOf(':'); at >= 0; at = words.indexOf(':', at + 1)) {
    const [from, to] = [edgeOf(words.slice(0, at), now, 'from'), edgeOf(words.slice(at + 1), now, 'to')];
    if (from !== undefined && to !== undefined) return inOrder({ from, to }, given);
  }
  throw noRange(given);
};

const noRange = (given: string) => new UsageError(`'${given}' is no range. Ranges are like ${spanHelp}`);

const edge = (given: string, now: Date, side: 'from' | 'to'): string => {
  const found = edgeOf(given.replace(/^@/, ''), now, side);
  if (found === undefined) throw noRange(given);
  return found;
};

const edgeOf = (given: string, now: Date, side: 'from' | 'to'): string | undefined => {
  if (given === 'start' && side === 'from') return '-';
  if (given === 'end' && side === 'to') return '+';
  if (/^(0|\d{10,19})-\d{1,20}$/.test(given)) return given;
  const time = parseTime(given, now);
  // An id without its second half stands for the first entry of that millisecond at the start, and the last at the end.
  return time && String(time.getTime());
};

const inOrder = (span: Span, given: string): Span => {
  const { from, to } = span;
  if (from !== '-' && to !== undefined && to !== '+' && compareIds(whole(from, '0'), whole(to, '9')) > 0)
    throw new UsageError(`The range ${given} ends before it begins`);
  return span;
};

const whole = (id: string, digit: string) => (id.includes('-') ? id : `${id}-${digit.repeat(19)}`);
