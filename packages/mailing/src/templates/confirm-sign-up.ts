import type { Template } from '../template.js';

export const confirmSignUp: Template<'confirm-sign-up'> = ({ nickname, link }) => ({
  subject: 'Please confirm your address',
  greeting: `Hello ${nickname},`,
  paragraphs: [
    'welcome! One step is left: confirm that this address is yours.',
    'If you did not sign up, ignore this mail, and nothing will happen.',
  ],
  action: { label: 'Confirm my address', link },
});
