import type { Template } from '../template.js';

export const confirmPasswordChange: Template<'confirm-password-change'> = {
  room: 'security',
  example: { nickname: 'Ben', link: 'https://forum.example/password/confirm#token=example' },
  words: {
    en: ({ link }) => ({
      subject: 'Confirm your new password',
      paragraphs: [
        'one step is left: confirm that it was you who chose a new password.',
        'The link is good for a short while, and once. With it, you are signed out everywhere else.',
        'If it was not you, somebody knows your password: do not open the link, and choose another password now.',
      ],
      action: { label: 'Use the new password', link },
    }),
    de: ({ link }) => ({
      subject: 'Bestätige dein neues Passwort',
      paragraphs: [
        'ein Schritt fehlt noch: Bestätige, dass du das neue Passwort gewählt hast.',
        'Der Link gilt kurze Zeit und ein einziges Mal. Mit ihm wirst du überall sonst abgemeldet.',
        'Wenn du es nicht warst, kennt jemand dein Passwort: Öffne den Link nicht, und wähle sofort ein anderes.',
      ],
      action: { label: 'Das neue Passwort verwenden', link },
    }),
  },
};
