import type { Template } from '../template.js';

export const banned: Template<'banned'> = {
  room: 'news',
  example: { nickname: 'Ben', reason: 'Advertising, again and again.', until: '2026-12-01T18:00:00Z' },
  words: {
    en: ({ reason, until }, formats) => ({
      subject: 'You have been banned',
      paragraphs: [
        until === undefined
          ? 'your account has been banned, and you have been signed out everywhere. The reason given:'
          : `your account has been banned until ${formats.moment(until)}, and you have been signed out everywhere. The reason given:`,
      ],
      quote: reason,
    }),
    de: ({ reason, until }, formats) => ({
      subject: 'Du wurdest gesperrt',
      paragraphs: [
        until === undefined
          ? 'dein Konto wurde gesperrt, und du wurdest überall abgemeldet. Der genannte Grund:'
          : `dein Konto wurde bis ${formats.moment(until)} gesperrt, und du wurdest überall abgemeldet. Der genannte Grund:`,
      ],
      quote: reason,
    }),
  },
};
