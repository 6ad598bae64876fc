import type { Template } from '../template.js';

export const recoverPassword: Template<'recover-password'> = ({ nickname, link }) => ({
  subject: 'Choose a new password',
  greeting: `Hello ${nickname},`,
  paragraphs: [
    'somebody, probably you, asked for a new password for your account. Open the link to choose it.',
    'The link is good for a short while, and once. With it, you are signed out everywhere.',
    'If it was not you, ignore this mail, and nothing will happen.',
  ],
  action: { label: 'Choose a new password', link },
});
