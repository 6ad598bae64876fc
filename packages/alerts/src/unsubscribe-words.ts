import type { ChosenKind } from './preferences.js';
import type { Ending } from './unsubscribe-links.js';

/** The languages of the page: those of mails. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

interface Words {
  readonly asking: string;
  readonly asked: (mails: string) => string;
  readonly button: string;
  readonly ended: string;
  readonly endedText: (mails: string) => string;
  /** What mails of a kind are about … */
  readonly about: Readonly<Record<ChosenKind, string>>;
  /** … and what those are that come one by one, or once a day. */
  readonly email: (about: string | undefined) => string;
  readonly digest: (about: string | undefined) => string;
}

export const wordsIn: Readonly<Record<Language, Words>> = {
  en: {
    asking: 'End these mails?',
    asked: (mails) => `You would get no more: ${mails}.`,
    button: 'End them',
    ended: 'They are ended',
    endedText: (mails) => `You get no more: ${mails}. In your preferences you can have them again.`,
    about: {
      'thread-replied': 'replies in threads that you watch',
      'post-replied': 'answers to your posts',
      mentioned: 'mentions of you',
      'thread-locked': 'threads that are locked',
      'thread-unlocked': 'threads of yours that are unlocked',
      'thread-moved': 'threads of yours that are moved',
      'thread-renamed': 'threads of yours that are renamed',
      'thread-deleted': 'threads of yours that are deleted',
      'thread-restored': 'threads of yours that are restored',
      'post-deleted': 'posts of yours that are deleted',
      'post-restored': 'posts of yours that are restored',
      unbanned: 'the end of a ban',
      muted: 'not being allowed to write',
      unmuted: 'being allowed to write again',
    },
    email: (about) => (about === undefined ? 'all mails about single alerts' : `mails about ${about}`),
    digest: (about) => (about === undefined ? 'the daily digest' : `${about} in the daily digest`),
  },
  de: {
    asking: 'Diese Mails abbestellen?',
    asked: (mails) => `Das bekommst du dann nicht mehr: ${mails}.`,
    button: 'Abbestellen',
    ended: 'Abbestellt',
    endedText: (mails) =>
      `Das bekommst du nicht mehr: ${mails}. In deinen Einstellungen kannst du es wieder bestellen.`,
    about: {
      'thread-replied': 'Antworten in Themen, die du beobachtest',
      'post-replied': 'Antworten auf deine Beiträge',
      mentioned: 'Erwähnungen von dir',
      'thread-locked': 'Themen, die geschlossen werden',
      'thread-unlocked': 'deine Themen, die wieder geöffnet werden',
      'thread-moved': 'deine Themen, die verschoben werden',
      'thread-renamed': 'deine Themen, die umbenannt werden',
      'thread-deleted': 'deine Themen, die gelöscht werden',
      'thread-restored': 'deine Themen, die wiederhergestellt werden',
      'post-deleted': 'deine Beiträge, die gelöscht werden',
      'post-restored': 'deine Beiträge, die wiederhergestellt werden',
      unbanned: 'das Ende einer Sperre',
      muted: 'das Verbot zu schreiben',
      unmuted: 'das Ende eines Schreibverbots',
    },
    email: (about) => (about === undefined ? 'alle Mails über einzelne Ereignisse' : `Mails über ${about}`),
    digest: (about) =>
      about === undefined ? 'die tägliche Zusammenfassung' : `in der täglichen Zusammenfassung: ${about}`,
  },
};

/** What these mails are, for a person: `mails about mentions of you`. */
export const mailsOf = ({ channel, kind }: Ending, language: Language): string => {
  const words = wordsIn[language];
  return words[channel](kind === 'all' ? undefined : words.about[kind]);
};
