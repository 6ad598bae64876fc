import type { ForumClient } from '@obey/client';
import { waitFor } from '../wait.js';
import { alertsOf, onlineUsers } from './acts.js';
import type { EventStream } from './event-stream.js';
import type { MailReader, ReadMail } from './mail-reader.js';

/** Waits until the alert about a post is listed. */
export const listedAlert = (forum: ForumClient, postId: string, withinMs: number) =>
  waitFor(
    'the alert in the list',
    async () => {
      const alert = (await alertsOf(forum)).find(({ postIds }) => postIds?.includes(postId));
      return alert && { ...alert, listedAt: performance.now() };
    },
    { withinMs, everyMs: 5 },
  );

/**
 * Waits until the alert about a post was pushed. A stream that broke off before its first event has no
 * `Last-Event-ID` to resume by, so that what was raised in between is in the list alone.
 */
export const pushedAlert = (stream: EventStream<'/alerts/stream'>, postId: string, withinMs: number) =>
  waitFor(
    'the alert on the stream',
    () => {
      const heard = stream.events.find(({ data }) => data.postIds?.includes(postId));
      if (heard) return { pushedAt: heard.heardAt };
      return stream.reopened() > 0 && stream.events.length === 0 ? { pushedAt: undefined } : undefined;
    },
    { withinMs, everyMs: 5 },
  );

/** Waits for the mail whose text has these words. */
export const mailAbout = (
  mails: MailReader,
  email: string,
  words: string,
  withinMs: number,
): Promise<ReadMail> =>
  waitFor(
    `the mail to ${email}`,
    async () => (await mails.to(email)).find(({ text }) => text.includes(words)),
    { withinMs, everyMs: 20 },
  );

/** Waits until all of these users are shown as online. */
export const seenOnline = (forum: ForumClient, userIds: readonly string[], withinMs: number): Promise<true> =>
  waitFor(
    'both among the users online',
    async () => {
      const online = new Set(await onlineUsers(forum));
      return userIds.every((id) => online.has(id)) || undefined;
    },
    { withinMs },
  );
