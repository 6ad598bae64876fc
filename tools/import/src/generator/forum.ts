import { mentionOf, userRecord } from './people.js';
import { prose, sentence, title } from './prose.js';
import { seeded, seedOf, waitOf } from './random.js';
import { createZipf } from './zipf.js';

export interface ForumSize {
  readonly seed: number;
  /** Opening posts included. */
  readonly posts: number;
  readonly threads: number;
  readonly users: number;
}

/** As many threads and users as a forum with so many posts tends to have. */
export const usualSize = (posts: number): Pick<ForumSize, 'threads' | 'users'> => ({
  threads: Math.max(1, Math.round(posts / 15)),
  users: Math.max(2, Math.round(posts / 20)),
});

const begun = Date.UTC(2015, 0, 1);
const ended = Date.UTC(2025, 0, 1);

const places = { categories: 4, sections: 12 };

/** What the random numbers of each kind of thing begin with, so that more of one kind change no other. */
const kinds = { picks: 1, thread: 2, text: 3 };

/**
 * The records of a forum, one after the other; those of the same size and seed are the same. Few threads have most of the
 * posts, and few authors have written them (Zipf). Takes memory for threads, not for posts.
 */
export function* forumRecords({ seed, posts, threads, users }: ForumSize): Generator<object> {
  const iso = (time: number) => new Date(time).toISOString();
  const joinedAt = (user: number) => begun + Math.floor(((ended - begun) * user) / users);
  for (let user = 0; user < users; user += 1) yield userRecord(user, iso(joinedAt(user)));

  const named = seeded(seedOf(seed, kinds.thread));
  for (let at = 0; at < places.categories; at += 1)
    yield { kind: 'category', id: `c${at + 1}`, title: title(named), createdAt: iso(begun) };
  for (let at = 0; at < places.sections; at += 1) {
    const category = `c${(at % places.categories) + 1}`;
    const texts = { title: title(named), description: sentence(named) };
    yield { kind: 'section', id: `s${at + 1}`, category, ...texts, createdAt: iso(begun) };
  }

  const picks = seeded(seedOf(seed, kinds.picks));
  const busy = createZipf(threads, 0.9);
  const active = createZipf(users, 0.8);
  /** Somebody who had joined by then. */
  const authorAt = (time: number) => {
    const joined = 1 + Math.floor((users * (time - begun)) / (ended - begun));
    return active.pick(picks) % Math.min(users, joined);
  };
  const textOf = (post: number) => seeded(seedOf(seed, kinds.text, post));

  const latest = {
    at: new Float64Array(threads),
    post: new Uint32Array(threads),
    author: new Uint32Array(threads),
    number: new Uint32Array(threads),
  };
  const openedAt = (thread: number) => begun + Math.floor(((ended - begun) * (thread + 1)) / (threads + 1));
  for (let thread = 0; thread < threads; thread += 1) {
    const createdAt = openedAt(thread);
    const author = authorAt(createdAt);
    latest.at[thread] = createdAt;
    latest.post[thread] = thread;
    latest.author[thread] = author;
    latest.number[thread] = 1;
    yield {
      kind: 'thread',
      id: `t${thread + 1}`,
      section: `s${(thread % places.sections) + 1}`,
      author: `u${author + 1}`,
      title: title(named),
      post: `p${thread + 1}`,
      body: prose(textOf(thread), { quote: undefined, mention: undefined }),
      ...(thread % 500 === 3 && { pin: { at: iso(createdAt), by: `u${author + 1}` } }),
      ...(thread % 200 === 7 && { lock: { at: iso(ended), by: 'u1', reason: 'All is said' } }),
      createdAt: iso(createdAt),
    };
  }

  for (let post = threads; post < posts; post += 1) {
    const thread = busy.pick(picks);
    const before = latest.at[thread] ?? begun;
    const pause = (ended - openedAt(thread)) / (2 + posts * busy.shareOf(thread));
    const createdAt = Math.min(ended, before + Math.floor(waitOf(picks, pause)));
    const author = authorAt(createdAt);
    const to = { post: latest.post[thread] ?? 0, author: latest.author[thread] ?? 0 };
    const form = picks();
    const quoted = `> ${mentionOf(to.author)} wrote in #${latest.number[thread]}:\n> ${sentence(textOf(to.post))}`;
    const quote = form < 0.25 ? quoted : undefined;
    const mention = form > 0.85 ? mentionOf(to.author) : undefined;
    latest.at[thread] = createdAt;
    latest.post[thread] = post;
    latest.author[thread] = author;
    latest.number[thread] = (latest.number[thread] ?? 0) + 1;
    yield {
      kind: 'post',
      id: `p${post + 1}`,
      thread: `t${thread + 1}`,
      author: `u${author + 1}`,
      body: prose(textOf(post), { quote, mention }),
      ...(quote !== undefined && { replyTo: `p${to.post + 1}` }),
      createdAt: iso(createdAt),
    };
  }
}

const longestChunk = 65_536;

/** The same as NDJSON, in pieces of some 64 KiB. */
export function* forumText(size: ForumSize): Generator<string> {
  let text = '';
  for (const record of forumRecords(size)) {
    text += `${JSON.stringify(record)}\n`;
    if (text.length < longestChunk) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
