import type { Template } from '../template.js';

export const noAccount: Template<'no-account'> = () => ({
  subject: 'There is no account with this address',
  greeting: 'Hello,',
  paragraphs: [
    'somebody asked for a new password for an account with this address, but there is none.',
    'If it was you, you may have signed up with another address. If it was not, ignore this mail.',
  ],
});
