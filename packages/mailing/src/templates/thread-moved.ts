import { quoting } from '../content.js';
import type { Template } from '../template.js';

export const threadMoved: Template<'thread-moved'> = {
  room: 'news',
  example: {
    nickname: 'Ben',
    title: 'Which engine?',
    section: 'Machines',
    link: 'https://forum.example/threads/1',
  },
  words: {
    en: ({ title, section, link, reason }) => ({
      subject: `“${title}” was moved`,
      paragraphs: [
        section === undefined
          ? `the thread “${title}” was moved to another section.`
          : `the thread “${title}” was moved to “${section}”.`,
      ],
      ...quoting(reason),
      action: { label: 'Read the thread', link },
    }),
    de: ({ title, section, link, reason }) => ({
      subject: `„${title}“ wurde verschoben`,
      paragraphs: [
        section === undefined
          ? `das Thema „${title}“ wurde in einen anderen Bereich verschoben.`
          : `das Thema „${title}“ wurde nach „${section}“ verschoben.`,
      ],
      ...quoting(reason),
      action: { label: 'Thema lesen', link },
    }),
  },
};
