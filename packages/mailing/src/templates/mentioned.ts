import type { Template } from '../template.js';

export const mentioned: Template<'mentioned'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    actor: 'Ada',
    title: 'Which engine?',
    excerpt: '@Ben knows it best.',
    link: 'https://forum.example/threads/1',
  },
  words: {
    en: ({ actor, title, excerpt, link }) => ({
      subject: `${actor} mentioned you in “${title}”`,
      paragraphs: [`${actor} mentioned you in “${title}”:`],
      quote: excerpt,
      action: { label: 'Read the post', link },
    }),
    de: ({ actor, title, excerpt, link }) => ({
      subject: `${actor} hat dich in „${title}“ erwähnt`,
      paragraphs: [`${actor} hat dich in „${title}“ erwähnt:`],
      quote: excerpt,
      action: { label: 'Beitrag lesen', link },
    }),
  },
};
