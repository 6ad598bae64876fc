import type { Template } from '../template.js';

export const threadReplied: Template<'thread-replied'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    actor: 'Ada',
    title: 'Which engine?',
    excerpt: 'The analytical one, of course.',
    link: 'https://forum.example/threads/1',
    count: 3,
  },
  words: {
    en: ({ actor, title, excerpt, link, count = 1 }, formats) => ({
      subject:
        count > 1
          ? `${formats.count(count, { one: 'new post', other: 'new posts' })} in “${title}”`
          : `${actor} replied to “${title}”`,
      paragraphs: [
        count > 1
          ? `there are ${formats.count(count, { one: 'new post', other: 'new posts' })} in “${title}”. The last is by ${actor}:`
          : `there is a new post by ${actor} in “${title}”:`,
      ],
      quote: excerpt,
      action: { label: 'Read the thread', link },
    }),
    de: ({ actor, title, excerpt, link, count = 1 }, formats) => ({
      subject:
        count > 1
          ? `${formats.count(count, { one: 'neuer Beitrag', other: 'neue Beiträge' })} in „${title}“`
          : `${actor} hat in „${title}“ geantwortet`,
      paragraphs: [
        count > 1
          ? `es gibt ${formats.count(count, { one: 'neuen Beitrag', other: 'neue Beiträge' })} in „${title}“. Der letzte ist von ${actor}:`
          : `es gibt einen neuen Beitrag von ${actor} in „${title}“:`,
      ],
      quote: excerpt,
      action: { label: 'Thema lesen', link },
    }),
  },
};
