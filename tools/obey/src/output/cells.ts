import { formatAge, formatDuration } from '../times.js';

/** What stands in one place of a table; null is what cannot be known, undefined what is not there. */
export type Value = string | number | boolean | Date | null | undefined;

/** How a value is meant. Numbers stand at the right. */
export type Meaning = 'text' | 'count' | 'rate' | 'bytes' | 'duration' | 'time';

export const isNumeric = (meaning: Meaning) => meaning !== 'text' && meaning !== 'time';

const number = new Intl.NumberFormat('en-US');

/** For people: relative times, grouped digits; `?` for what cannot be known, `–` for what is not there. */
export const forPeople = (value: Value, meaning: Meaning, now: Date): string => {
  if (value === null) return '?';
  if (value === undefined) return '–';
  if (value instanceof Date) return formatAge(value, now);
  if (typeof value !== 'number') return visible(String(value));
  switch (meaning) {
    case 'rate':
      return formatRate(value);
    case 'bytes':
      return formatBytes(value);
    case 'duration':
      return formatDuration(value);
    case 'text':
    case 'time':
    case 'count':
      return number.format(value);
  }
};

/** For machines: RFC 3339, plain numbers, milliseconds and bytes; `?` for what cannot be known, nothing for what is not there. */
export const forMachines = (value: Value): string => {
  if (value === null) return '?';
  if (value === undefined) return '';
  return value instanceof Date ? value.toISOString() : visible(String(value));
};

const formatRate = (perSecond: number): string => {
  if (perSecond === 0) return '0/s';
  if (perSecond < 1) return `${Number((perSecond * 60).toPrecision(2))}/min`;
  return `${number.format(Number(perSecond.toPrecision(3)))}/s`;
};

const formatBytes = (bytes: number): string => {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1_024 ** power).toPrecision(3))} ${units[power]}`;
};

/** Control characters, which could move the cursor of a terminal or break a line, are shown as escapes. */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
