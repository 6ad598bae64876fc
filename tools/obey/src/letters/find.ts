import type { DeadLetter, Message } from '@obey/choreography';
import {
  type Connection,
  createLetters,
  deadLetterPattern,
  decode,
  groupOfDeadLetters,
  masters,
} from '@obey/choreography/inspection';
import { globOf } from '../glob.js';
import { text } from '../option.js';

/** A dead letter, and its message as far as it can be read. */
export interface Letter extends DeadLetter {
  readonly message: Message | undefined;
}

/** Which dead letters are meant. All that is given must hold. */
export interface Choice {
  readonly type: string | undefined;
  readonly error: string | undefined;
  readonly stream: string | undefined;
  readonly id: string | undefined;
}

export const choiceOptions = {
  type: text('of this type; * stands for anything', { short: 't' }),
  error: text('whose error, or its code, contains this', { short: 'e' }),
  stream: text('that stood on this stream: events:{auth:3}; * stands for anything', { placeholder: 'key' }),
  id: text('this one: the id of the letter or of its message', { placeholder: 'id' }),
};

const pageSize = 200;

/** Every dead letter of these groups (of all, where none is named) that was chosen, by group and stream, oldest first. Found by SCAN. */
export const findLetters = async function* (
  redis: Connection,
  groups: readonly string[],
  choice: Choice,
): AsyncGenerator<Letter> {
  const fits = fitsChoice(choice);
  const keys = (await scanKeys(redis)).map((key) => ({ key, group: groupOfDeadLetters(key) }));
  const wanted = keys.filter(({ group }) => groups.length === 0 || groups.includes(group));
  for (const { key, group } of wanted.sort(
    (a, b) => a.group.localeCompare(b.group) || (a.key < b.key ? -1 : 1),
  ))
    for await (const letter of pagesOf(redis, key, group)) if (fits(letter)) yield letter;
};

const fitsChoice = ({ type, error, stream, id }: Choice): ((letter: Letter) => boolean) => {
  const types = type === undefined ? undefined : globOf(type);
  const streams = stream === undefined ? undefined : globOf(stream);
  return (letter) =>
    (types?.test(letter.message?.type ?? '') ?? true) &&
    (error === undefined || `${letter.code} ${letter.error}`.includes(error)) &&
    (streams?.test(letter.stream) ?? true) &&
    (id === undefined || letter.id === id || letter.message?.id === id);
};

const pagesOf = async function* (redis: Connection, key: string, group: string): AsyncGenerator<Letter> {
  const letters = createLetters(redis);
  // Letters are kept by tag: any stream with that tag names the key.
  const tagged = `events:${key.slice('dead:'.length, key.lastIndexOf(':'))}`;
  for (let after = '0-0'; ; ) {
    const page = await letters.list(tagged, group, after, pageSize);
    for (const letter of page) yield { ...letter, message: readable(letter.event) };
    const last = page.at(-1);
    if (!last) return;
    after = last.id;
  }
};

const readable = (event: string): Message | undefined => {
  try {
    return decode(event);
  } catch {
    // Its letter says that it could not be read, and why.
    return undefined;
  }
};

const scanKeys = async (redis: Connection): Promise<string[]> => {
  const found = new Set<string>();
  for (const node of masters(redis))
    for (let cursor = '0'; ; ) {
      const [next, keys] = await node.scan(
        cursor,
        'MATCH',
        deadLetterPattern,
        'COUNT',
        1_000,
        'TYPE',
        'stream',
      );
      for (const key of keys) found.add(key);
      if (next === '0') break;
      cursor = next;
    }
  return [...found];
};
