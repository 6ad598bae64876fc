import { linking, quoting } from '../content.js';
import type { Template } from '../template.js';

export const postDeleted: Template<'post-deleted'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    title: 'Which engine?',
    link: 'https://forum.example/threads/1',
    reason: 'It was an advertisement.',
  },
  words: {
    en: ({ title, link, reason }) => ({
      subject: `Your post in “${title}” was deleted`,
      paragraphs: [`your post in “${title}” was deleted.`],
      ...quoting(reason),
      ...linking('Read the thread', link),
    }),
    de: ({ title, link, reason }) => ({
      subject: `Dein Beitrag in „${title}“ wurde gelöscht`,
      paragraphs: [`dein Beitrag in „${title}“ wurde gelöscht.`],
      ...quoting(reason),
      ...linking('Thema lesen', link),
    }),
  },
};
