import { linking } from '../content.js';
import type { Template } from '../template.js';

export const digest: Template<'digest'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    since: '2026-11-20T06:00:00Z',
    until: '2026-11-21T06:00:00Z',
    items: [
      { text: 'Ada replied to “Which engine?”', link: 'https://forum.example/threads/1' },
      { text: 'Grace mentioned you in “Moths”', link: 'https://forum.example/threads/2' },
    ],
    more: 5,
    link: 'https://forum.example/alerts',
  },
  words: {
    en: ({ since, until, items, more, link }, formats) => ({
      subject: `What happened: ${formats.days(since, until)}`,
      paragraphs: [`this is what happened (${formats.days(since, until)}):`],
      items,
      ...(more !== undefined && {
        closing: `And ${formats.count(more, { one: 'thing', other: 'things' })} more.`,
      }),
      ...linking('See all', link),
    }),
    de: ({ since, until, items, more, link }, formats) => ({
      subject: `Was geschehen ist: ${formats.days(since, until)}`,
      paragraphs: [`das ist geschehen (${formats.days(since, until)}):`],
      items,
      ...(more !== undefined && {
        closing: `Und ${formats.count(more, { one: 'weitere Nachricht', other: 'weitere Nachrichten' })}.`,
      }),
      ...linking('Alles ansehen', link),
    }),
  },
};
