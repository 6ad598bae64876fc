import { isOutage } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import { usersNamed } from './bodies.js';
import { excerptOf } from './excerpts.js';
import type { Limits } from './limits.js';
import { mentionsIn, renderPost } from './rendering.js';
import type { Post } from './store.js';
import type { Users, Writer } from './users.js';

/** What somebody wrote: what is stored of it, and what is told. */
export interface Text {
  readonly stored: Pick<Post, 'body' | 'html'>;
  readonly excerpt: string;
  /** Whom it mentions outside of quotes, as far as they are known here. */
  readonly mentioned: readonly Writer[];
}

type KnownUsers = Pick<Users, 'find' | 'peek'>;

/** In bytes of UTF-8. */
export const longestText = 32_768;

/**
 * Reads what somebody wrote, with the names in it looked up among the users known here. `before` is what the post said as
 * it was stored: its users stand in the text as they were shown, by nickname or by id. Refuses what is too long, has more
 * than the writer may have, or has other names, and these cannot be looked up now.
 */
export const readText = async (
  { users, limits }: { readonly users: KnownUsers; readonly limits: Pick<Limits, 'checkText'> },
  writer: Writer,
  markdown: string,
  before = '',
): Promise<Text> => {
  checkLength(markdown);
  const known = await shownIn(users, before);
  const named = await idsOf(
    users,
    mentionsIn(markdown).filter((name) => !known.has(name)),
  );
  const { body, html, mentions, links, quotedLinks } = renderPost(markdown, {
    mentioned: new Map([...known, ...named]),
  });
  limits.checkText(writer, { links: links + quotedLinks, mentions: mentions.length });
  const people = await users.peek(usersNamed(body));
  const found = new Set(named.values());
  // Redis went away in between: they could never be told.
  if (mentions.some((id) => found.has(id) && !people.has(id))) return cannotLookUp();
  return {
    stored: { body, html },
    excerpt: excerptOf(body, (id) => people.get(id)?.nickname),
    mentioned: mentions.flatMap((id) => people.get(id) ?? []),
  };
};

/** What is told of a stored body, for who has it alone. */
export const shownExcerpt = async (users: KnownUsers, body: string): Promise<string> => {
  const people = await users.peek(usersNamed(body));
  return excerptOf(body, (id) => people.get(id)?.nickname);
};

const checkLength = (markdown: string) => {
  if (Buffer.byteLength(markdown) <= longestText) return;
  const detail = `must be at most ${longestText} bytes of UTF-8`;
  refuse('invalid', 'content.body-too-long', 'The text is too long: shorten it, or write it in two posts', {
    errors: [{ in: 'body', pointer: '/body', detail }],
  });
};

/** The users that a stored body names, by what it shows of them. */
const shownIn = async (users: KnownUsers, body: string): Promise<Map<string, string>> => {
  const ids = usersNamed(body);
  const people = await users.peek(ids);
  return new Map(ids.flatMap((id) => [[id, id] as const, [people.get(id)?.nickname ?? id, id] as const]));
};

// Left as text, names would stay so for good, and nobody would be told.
const idsOf = async (users: KnownUsers, names: readonly string[]) => {
  try {
    return await users.find(names);
  } catch (cause) {
    if (!isOutage(cause)) throw cause;
    return cannotLookUp(cause);
  }
};

const cannotLookUp = (cause?: unknown) =>
  refuse(
    'unavailable',
    'content.names-unknown',
    'The users that this text mentions cannot be looked up now; try again in a few seconds',
    { retryAfterSeconds: 5, cause },
  );
