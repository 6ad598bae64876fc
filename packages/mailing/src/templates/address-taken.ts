import type { Template } from '../template.js';

export const addressTaken: Template<'address-taken'> = {
  room: 'security',
  example: { nickname: 'Ben' },
  words: {
    en: () => ({
      subject: 'You already have an account',
      paragraphs: [
        'somebody tried to sign up with this address, but it already belongs to your account.',
        'If it was you, just sign in. If it was not, ignore this mail: nothing has changed.',
      ],
    }),
    de: () => ({
      subject: 'Du hast schon ein Konto',
      paragraphs: [
        'jemand wollte mit dieser Adresse ein Konto anlegen, aber sie gehört schon zu deinem.',
        'Wenn du es warst, melde dich einfach an. Wenn nicht, beachte diese Mail nicht: Es hat sich nichts geändert.',
      ],
    }),
  },
};
