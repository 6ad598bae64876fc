import { letterOf } from '../dead-letter.js';
import { compareIds, idAfter } from '../entry-ids.js';
import { deadLetterKey, discardedKey } from '../names.js';
import type { Letters } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

/** Of those discarded, so many are kept. */
const mostDiscarded = 10_000;

/** Puts the fields of a dead letter with those of its group. */
export const keepLetter = (
  { letters }: Memory,
  stream: string,
  group: string,
  fields: Readonly<Record<string, string>>,
): void => {
  const key = deadLetterKey(stream, group);
  const present = letters.get(key) ?? [];
  const letter = letterOf(idAfter(present.at(-1)?.id ?? '0-0'), (name) => fields[name] ?? '');
  letters.set(key, [...present, letter]);
};

export const createLetters = ({ letters, discarded, streams }: Memory, call: Call): Letters => {
  const take = (key: string, id: string) => {
    const present = letters.get(key) ?? [];
    letters.set(
      key,
      present.filter((letter) => letter.id !== id),
    );
    return present.find((letter) => letter.id === id);
  };

  return {
    list: (stream, group, after, count) =>
      call(() =>
        (letters.get(deadLetterKey(stream, group)) ?? [])
          .filter(({ id }) => compareIds(id, after) > 0)
          .slice(0, count),
      ),
    redrive: (stream, group, id) =>
      call(() => {
        const letter = take(deadLetterKey(stream, group), id);
        return letter && streams.add(stream, letter.event, group);
      }),
    discard: (stream, group, id, reason) =>
      call(() => {
        const letter = take(deadLetterKey(stream, group), id);
        if (!letter) return false;
        const key = discardedKey(stream, group);
        discarded.set(key, [...(discarded.get(key) ?? []), { ...letter, reason }].slice(-mostDiscarded));
        return true;
      }),
  };
};
