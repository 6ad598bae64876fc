import type { Template } from '../template.js';

export const addressTaken: Template<'address-taken'> = ({ nickname }) => ({
  subject: 'You already have an account',
  greeting: `Hello ${nickname},`,
  paragraphs: [
    'somebody tried to sign up with this address, but it already belongs to your account.',
    'If it was you, just sign in. If it was not, ignore this mail: nothing has changed.',
  ],
});
