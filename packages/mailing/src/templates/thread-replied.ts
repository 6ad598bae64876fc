import type { Template } from '../template.js';

export const threadReplied: Template<'thread-replied'> = ({ nickname, actor, title, excerpt, link }) => ({
  subject: `${actor} replied to “${title}”`,
  greeting: `Hello ${nickname},`,
  paragraphs: [`there is a new post by ${actor} in “${title}”:`],
  quote: excerpt,
  action: { label: 'Read the thread', link },
});
