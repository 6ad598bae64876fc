import type { Template } from '../template.js';

export const banned: Template<'banned'> = ({ nickname, reason }) => ({
  subject: 'You have been banned',
  greeting: `Hello ${nickname},`,
  paragraphs: ['your account has been banned, and you have been signed out everywhere. The reason given:'],
  quote: reason,
});
