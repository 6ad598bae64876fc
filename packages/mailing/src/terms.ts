import type { Config } from './config.js';
import type { Terms } from './ledger.js';
import type { Paces } from './life.js';

/** How much one address may get, as the settings say. */
export const termsOf = (config: Config): Terms => ({
  most: { security: config.MAIL_SECURITY_RATE, news: config.MAIL_RATE },
  windowMs: config.MAIL_RATE_WINDOW,
  suppressedMs: config.MAIL_SUPPRESSION,
});

/** How long a command lives, and how it is tried again, as the settings say. */
export const pacesOf = (config: Config): Paces => ({
  lifeMs: config.MAIL_COMMAND_LIFE,
  firstPauseMs: config.SMTP_RETRY_PAUSE,
  mostPauseMs: config.SMTP_RETRY_PAUSE_MOST,
});
