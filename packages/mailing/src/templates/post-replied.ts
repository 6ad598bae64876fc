import type { Template } from '../template.js';

export const postReplied: Template<'post-replied'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    actor: 'Ada',
    title: 'Which engine?',
    excerpt: 'The analytical one, of course.',
    link: 'https://forum.example/threads/1',
  },
  words: {
    en: ({ actor, title, excerpt, link }) => ({
      subject: `${actor} replied to your post in “${title}”`,
      paragraphs: [`${actor} replied to your post in “${title}”:`],
      quote: excerpt,
      action: { label: 'Read the reply', link },
    }),
    de: ({ actor, title, excerpt, link }) => ({
      subject: `${actor} hat auf deinen Beitrag in „${title}“ geantwortet`,
      paragraphs: [`${actor} hat auf deinen Beitrag in „${title}“ geantwortet:`],
      quote: excerpt,
      action: { label: 'Antwort lesen', link },
    }),
  },
};
