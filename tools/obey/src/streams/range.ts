import { UsageError } from '../errors.js';
import { parseTime } from '../times.js';
import type { Range } from './entries.js';

/** From where to where on a stream, by entry ids; without `to`, what is added later belongs to it. */
export interface Span {
  readonly from: string;
  readonly to: string | undefined;
}

/** How `tail`, and whatever else reads a part of the streams, is told which: `@-10m:now`. */
export const spanHelp = '@-10m:now, @-1h, @2026-11-21T10:00:00Z:-5m, @start:end, or entry ids';

/** Reads `@from:to` or `@from`. Throws `UsageError`. */
export const parseSpan = (given: string, now: Date): Span => {
  const text = given.replace(/^@/, '');
  const alone = edgeOf(text, now, 'from');
  if (alone !== undefined) return { from: alone, to: undefined };
  // Times hold colons too: whichever of them leaves two edges is the one in the middle.
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    const [from, to] = [edgeOf(text.slice(0, at), now, 'from'), edgeOf(text.slice(at + 1), now, 'to')];
    if (from !== undefined && to !== undefined) return { from, to };
  }
  throw new UsageError(`'${given}' is no range. Ranges are like ${spanHelp}`);
};

const edgeOf = (text: string, now: Date, side: 'from' | 'to'): string | undefined => {
  if (text === 'start' && side === 'from') return '-';
  if (text === 'end' && side === 'to') return '+';
  if (/^\d{10,}-\d+$/.test(text)) return text;
  const time = parseTime(text, now);
  // An id without its second half stands for the first entry of that millisecond at the start, and the last at the end.
  return time && String(time.getTime());
};

export const everything: Range = { from: '-', to: '+' };
