import type { Template } from '../template.js';

export const threadLocked: Template<'thread-locked'> = ({ nickname, actor, title, link }) => ({
  subject: `“${title}” was locked`,
  greeting: `Hello ${nickname},`,
  paragraphs: [`${actor} locked the thread “${title}”. It can still be read, but not replied to.`],
  action: { label: 'Read the thread', link },
});
