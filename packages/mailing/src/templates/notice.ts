import { linking } from '../content.js';
import type { Template } from '../template.js';

export const notice: Template<'notice'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    words: 'Your post in “Which engine?” was approved.',
    link: 'https://forum.example/threads/1',
  },
  words: {
    en: ({ words, link }) => ({ subject: words, paragraphs: [words], ...linking('Open', link) }),
    de: ({ words, link }) => ({ subject: words, paragraphs: [words], ...linking('Öffnen', link) }),
  },
};
