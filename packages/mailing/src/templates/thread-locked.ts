import { quoting } from '../content.js';
import type { Template } from '../template.js';

export const threadLocked: Template<'thread-locked'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    actor: 'Ada',
    title: 'Which engine?',
    link: 'https://forum.example/threads/1',
    reason: 'All has been said.',
  },
  words: {
    en: ({ actor, title, link, reason }) => ({
      subject: `“${title}” was locked`,
      paragraphs: [`${actor} locked the thread “${title}”. It can still be read, but not replied to.`],
      ...quoting(reason),
      action: { label: 'Read the thread', link },
    }),
    de: ({ actor, title, link, reason }) => ({
      subject: `„${title}“ wurde geschlossen`,
      paragraphs: [
        `${actor} hat das Thema „${title}“ geschlossen. Es kann weiter gelesen, aber nicht mehr beantwortet werden.`,
      ],
      ...quoting(reason),
      action: { label: 'Thema lesen', link },
    }),
  },
};
