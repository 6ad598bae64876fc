import { boolean, type ConfigOf, duration, integer, type Setting, url } from '@obey/service-kit';
import { languages, type Tongue, tongueOf } from './languages.js';
import type { Mailbox } from './mailbox.js';
import { readMailbox } from './mailbox.js';

const sender: Setting<Mailbox> = {
  kind: 'text',
  help: 'Sender of all mails: no-reply@example.org, or Forum <no-reply@example.org>',
  absent: undefined,
  read: (given) => {
    const mailbox = readMailbox(given);
    return mailbox ? { value: mailbox } : { fault: 'must be one address, like Forum <no-reply@example.org>' };
  },
};

const locale: Setting<Tongue> = {
  kind: 'text',
  help: `Locale of mails whose reader has none that is known, like en-GB (${languages.join(', ')})`,
  absent: { value: { language: 'en', locale: 'en' } },
  read: (given) => {
    const tongue = tongueOf(given);
    return tongue
      ? { value: tongue }
      : { fault: `must be a locale of ${languages.join(' or ')}, like de-AT` };
  },
};

// A reaction is cut off after 30 s, which counts as a fault of the mail. Waiting and sending end before that,
// and count as an outage: hence their upper bounds.
export const config = {
  SMTP_URL: url('Mail server, with user and password if it wants them', { schemes: ['smtp', 'smtps'] }),
  SMTP_REQUIRE_TLS: boolean('With smtp://, send nothing before STARTTLS has made the connection safe', {
    default: false,
  }),
  MAIL_FROM: sender,
  MAIL_LOCALE: locale,
  MAIL_COMMAND_LIFE: duration('A mail that could not be sent for so long is given up', {
    default: '24h',
    min: 1_000,
  }),
  MAIL_RATE: integer('Mails to one address within MAIL_RATE_WINDOW; further ones wait', {
    default: 20,
    min: 1,
    max: 10_000,
  }),
  MAIL_SECURITY_RATE: integer('The same for mails that guard an account, which the others do not hold up', {
    default: 20,
    min: 1,
    max: 10_000,
  }),
  MAIL_RATE_WINDOW: duration('Time that MAIL_RATE and MAIL_SECURITY_RATE are for', {
    default: '1h',
    min: 100,
    max: 24 * 3_600_000,
  }),
  MAIL_SUPPRESSION: duration('Nothing is tried at an address for so long after it bounced', {
    default: '7d',
    min: 100,
  }),
  SMTP_RETRY_PAUSE: duration('Before a mail is tried again that the server put off; doubles', {
    default: '30s',
    min: 10,
  }),
  SMTP_RETRY_PAUSE_MOST: duration('What that pause grows to', { default: '15m', min: 10 }),
  SMTP_PROBE_PAUSE: duration('What the pause grows to after which a server that is away is tried again', {
    default: '30s',
    min: 10,
  }),
  SMTP_CONNECTIONS: integer('Mails under way at once, each on a connection of its own', {
    default: 20,
    min: 1,
    max: 200,
  }),
  SMTP_CONNECT_TIMEOUT: duration('For the connection to be made', { default: '5s', min: 10, max: 15_000 }),
  SMTP_GREETING_TIMEOUT: duration('For the greeting of the server', { default: '5s', min: 10, max: 15_000 }),
  // Whoever waits too briefly for the reply to DATA sends the mail again (RFC 5321, 4.5.3.2.6).
  SMTP_SOCKET_TIMEOUT: duration('Silence of the server within a mail', {
    default: '20s',
    min: 10,
    max: 20_000,
  }),
  SMTP_WAIT_TIMEOUT: duration('For a free connection', { default: '5s', min: 10, max: 8_000 }),
  SMTP_SEND_TIMEOUT: duration('For one mail from start to end', { default: '20s', min: 10, max: 20_000 }),
};

export type Config = ConfigOf<typeof config>;
