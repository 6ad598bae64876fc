import { quoting } from '../content.js';
import type { Template } from '../template.js';

export const threadDeleted: Template<'thread-deleted'> = {
  room: 'news',
  example: { nickname: 'Ben', title: 'Which engine?', reason: 'It was an advertisement.' },
  words: {
    en: ({ title, reason }) => ({
      subject: `“${title}” was deleted`,
      paragraphs: [`the thread “${title}” was deleted.`],
      ...quoting(reason),
    }),
    de: ({ title, reason }) => ({
      subject: `„${title}“ wurde gelöscht`,
      paragraphs: [`das Thema „${title}“ wurde gelöscht.`],
      ...quoting(reason),
    }),
  },
};
