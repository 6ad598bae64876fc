import type { Template } from '../template.js';

export const noAccount: Template<'no-account'> = {
  room: 'security',
  example: {},
  words: {
    en: () => ({
      subject: 'There is no account with this address',
      paragraphs: [
        'somebody asked for a new password for an account with this address, but there is none.',
        'If it was you, you may have signed up with another address. If it was not, ignore this mail.',
      ],
    }),
    de: () => ({
      subject: 'Zu dieser Adresse gibt es kein Konto',
      paragraphs: [
        'jemand hat um ein neues Passwort für ein Konto mit dieser Adresse gebeten, aber es gibt keines.',
        'Wenn du es warst, hast du dein Konto vielleicht mit einer anderen Adresse angelegt. Wenn nicht, beachte diese Mail nicht.',
      ],
    }),
  },
};
