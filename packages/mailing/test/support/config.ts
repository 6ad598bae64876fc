import type { Config } from '../../src/config.js';
import { readMailbox } from '../../src/mailbox.js';

/** Settings with times that no test should ever reach; a test about one of them shortens it. */
export const configFor = (smtpUrl: string, changes: Partial<Config> = {}): Config => {
  const from = readMailbox('Obey Forum <no-reply@forum.example>');
  if (!from) throw new Error('The sender could not be read');
  return {
    SMTP_URL: smtpUrl,
    SMTP_REQUIRE_TLS: false,
    MAIL_FROM: from,
    MAIL_LOCALE: { language: 'en', locale: 'en' },
    MAIL_COMMAND_LIFE: 3_600_000,
    MAIL_RATE: 1_000,
    MAIL_SECURITY_RATE: 1_000,
    MAIL_RATE_WINDOW: 3_600_000,
    MAIL_SUPPRESSION: 3_600_000,
    SMTP_RETRY_PAUSE: 50,
    SMTP_RETRY_PAUSE_MOST: 500,
    SMTP_PROBE_PAUSE: 500,
    SMTP_CONNECTIONS: 5,
    SMTP_CONNECT_TIMEOUT: 10_000,
    SMTP_GREETING_TIMEOUT: 10_000,
    SMTP_SOCKET_TIMEOUT: 10_000,
    SMTP_WAIT_TIMEOUT: 10_000,
    SMTP_SEND_TIMEOUT: 20_000,
    ...changes,
  };
};
