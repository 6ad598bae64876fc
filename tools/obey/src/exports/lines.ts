import type { Entry } from '../streams/pages.js';

/** One entry of a stream as a line of a file. */
export interface Line {
  readonly stream: string;
  readonly entry: string;
  /** The event as it stood, to the byte. */
  readonly json: string;
  readonly onlyFor: string | undefined;
}

/** The event is real JSON where that gives the same bytes again, and text where it does not. */
export const formatLine = (stream: string, { id, json = '', onlyFor }: Entry): string => {
  const event = exactly(json);
  const body = event === undefined ? { raw: json } : { event };
  return `${JSON.stringify({ stream, entry: id, ...body, ...(onlyFor !== undefined && { for: onlyFor }) })}\n`;
};

const exactly = (json: string): unknown => {
  try {
    const value: unknown = JSON.parse(json);
    return JSON.stringify(value) === json ? value : undefined;
  } catch {
    // No JSON: it is kept as it stands.
    return undefined;
  }
};

/** Undefined where it is no such line. */
export const parseLine = (text: string): Line | undefined => {
  const value = exactlyAnything(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { stream, entry, event, raw, for: onlyFor }: Record<string, unknown> = { ...value };
  const json = typeof raw === 'string' ? raw : event === undefined ? undefined : JSON.stringify(event);
  const isSound =
    typeof stream === 'string' &&
    typeof entry === 'string' &&
    /^\d{1,19}-\d{1,20}$/.test(entry) &&
    json !== undefined &&
    (onlyFor === undefined || typeof onlyFor === 'string');
  return isSound ? { stream, entry, json, onlyFor } : undefined;
};

const exactlyAnything = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no line; whoever reads it tells which.
    return undefined;
  }
};
