import type { Template } from '../template.js';

export const muted: Template<'muted'> = {
  room: 'news',
  example: { nickname: 'Ben', reason: 'Please sleep over it.', until: '2026-12-01T18:00:00Z' },
  words: {
    en: ({ reason, until }, formats) => ({
      subject: 'You may not write for now',
      paragraphs: [
        until === undefined
          ? 'you have been muted: you may read, but not write. The reason given:'
          : `you have been muted until ${formats.moment(until)}: you may read, but not write. The reason given:`,
      ],
      quote: reason,
    }),
    de: ({ reason, until }, formats) => ({
      subject: 'Du darfst vorerst nicht schreiben',
      paragraphs: [
        until === undefined
          ? 'du wurdest stummgeschaltet: Du darfst lesen, aber nicht schreiben. Der genannte Grund:'
          : `du wurdest bis ${formats.moment(until)} stummgeschaltet: Du darfst lesen, aber nicht schreiben. Der genannte Grund:`,
      ],
      quote: reason,
    }),
  },
};
