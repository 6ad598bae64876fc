import type { Template } from '../template.js';

export const confirmPasswordChange: Template<'confirm-password-change'> = ({ nickname, link }) => ({
  subject: 'Confirm your new password',
  greeting: `Hello ${nickname},`,
  paragraphs: [
    'one step is left: confirm that it was you who chose a new password.',
    'The link is good for a short while, and once. With it, you are signed out everywhere else.',
    'If it was not you, somebody knows your password: do not open the link, and choose another password now.',
  ],
  action: { label: 'Use the new password', link },
});
