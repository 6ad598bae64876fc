import type { Template } from '../template.js';

export const confirmSignUp: Template<'confirm-sign-up'> = {
  room: 'security',
  example: { nickname: 'Ben', link: 'https://forum.example/sign-up/confirm#token=example' },
  words: {
    en: ({ link }) => ({
      subject: 'Please confirm your address',
      paragraphs: [
        'welcome! One step is left: confirm that this address is yours.',
        'If you did not sign up, ignore this mail, and nothing will happen.',
      ],
      action: { label: 'Confirm my address', link },
    }),
    de: ({ link }) => ({
      subject: 'Bitte bestätige deine Adresse',
      paragraphs: [
        'willkommen! Ein Schritt fehlt noch: Bestätige, dass diese Adresse dir gehört.',
        'Wenn du dich nicht angemeldet hast, beachte diese Mail nicht, und es geschieht nichts.',
      ],
      action: { label: 'Meine Adresse bestätigen', link },
    }),
  },
};
