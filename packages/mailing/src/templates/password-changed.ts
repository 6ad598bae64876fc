import type { Template } from '../template.js';

export const passwordChanged: Template<'password-changed'> = ({ nickname }) => ({
  subject: 'Your password was changed',
  greeting: `Hello ${nickname},`,
  paragraphs: [
    'your password was changed just now, and your other sessions were ended.',
    'If it was not you, ask for a new password at once: whoever changed it can read your mail, so change its password first.',
  ],
});
