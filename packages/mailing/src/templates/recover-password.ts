import type { Template } from '../template.js';

export const recoverPassword: Template<'recover-password'> = {
  room: 'security',
  example: { nickname: 'Ben', link: 'https://forum.example/password/reset#token=example' },
  words: {
    en: ({ link }) => ({
      subject: 'Choose a new password',
      paragraphs: [
        'somebody, probably you, asked for a new password for your account. Open the link to choose it.',
        'The link is good for a short while, and once. With it, you are signed out everywhere.',
        'If it was not you, ignore this mail, and nothing will happen.',
      ],
      action: { label: 'Choose a new password', link },
    }),
    de: ({ link }) => ({
      subject: 'Wähle ein neues Passwort',
      paragraphs: [
        'jemand, wahrscheinlich du, hat um ein neues Passwort für dein Konto gebeten. Öffne den Link, um es zu wählen.',
        'Der Link gilt kurze Zeit und ein einziges Mal. Mit ihm wirst du überall abgemeldet.',
        'Wenn du es nicht warst, beachte diese Mail nicht, und es geschieht nichts.',
      ],
      action: { label: 'Ein neues Passwort wählen', link },
    }),
  },
};
