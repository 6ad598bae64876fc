import type { Template } from '../template.js';

export const passwordChanged: Template<'password-changed'> = {
  room: 'security',
  example: { nickname: 'Ben' },
  words: {
    en: () => ({
      subject: 'Your password was changed',
      paragraphs: [
        'your password was changed just now, and your other sessions were ended.',
        'If it was not you, ask for a new password at once: whoever changed it can read your mail, so change its password first.',
      ],
    }),
    de: () => ({
      subject: 'Dein Passwort wurde geändert',
      paragraphs: [
        'dein Passwort wurde soeben geändert, und deine anderen Sitzungen wurden beendet.',
        'Wenn du es nicht warst, bitte sofort um ein neues Passwort: Wer es geändert hat, kann deine Mails lesen. Ändere also zuerst deren Passwort.',
      ],
    }),
  },
};
