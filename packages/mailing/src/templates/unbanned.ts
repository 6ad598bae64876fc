import { linking } from '../content.js';
import type { Template } from '../template.js';

export const unbanned: Template<'unbanned'> = {
  room: 'news',
  example: { nickname: 'Ben', link: 'https://forum.example' },
  words: {
    en: ({ link }) => ({
      subject: 'You are no longer banned',
      paragraphs: ['your account is no longer banned: you may sign in again.'],
      ...linking('To the forum', link),
    }),
    de: ({ link }) => ({
      subject: 'Du bist nicht mehr gesperrt',
      paragraphs: ['dein Konto ist nicht mehr gesperrt: Du kannst dich wieder anmelden.'],
      ...linking('Zum Forum', link),
    }),
  },
};
