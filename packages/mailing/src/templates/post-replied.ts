import type { Template } from '../template.js';

export const postReplied: Template<'post-replied'> = ({ nickname, actor, title, excerpt, link }) => ({
  subject: `${actor} replied to your post in “${title}”`,
  greeting: `Hello ${nickname},`,
  paragraphs: [`${actor} replied to your post in “${title}”:`],
  quote: excerpt,
  action: { label: 'Read the reply', link },
});
