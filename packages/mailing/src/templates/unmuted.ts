import type { Template } from '../template.js';

export const unmuted: Template<'unmuted'> = {
  room: 'news',
  example: { nickname: 'Ben' },
  words: {
    en: () => ({
      subject: 'You may write again',
      paragraphs: ['you are no longer muted, and may write again.'],
    }),
    de: () => ({
      subject: 'Du darfst wieder schreiben',
      paragraphs: ['du bist nicht mehr stummgeschaltet und darfst wieder schreiben.'],
    }),
  },
};
