import { causedBy, Fatal, type Runtime } from '@obey/choreography';
import { MailingEmailFailed } from '@obey/contracts';
import type { Command } from './life.js';

type Failure = 'refused' | 'bounced' | 'suppressed' | 'expired';

/**
 * Tells that a mail is given up, and throws what puts its command to the dead letters. Told at once: what the context
 * is told goes out only if the reaction returns, and this one must not.
 */
export const giveUp = async (
  runtime: Pick<Runtime, 'publish'>,
  command: Command,
  code: Failure,
  reason: string,
): Promise<never> => {
  const { to, mail } = command.data;
  const { template } = mail;
  await runtime.publish(MailingEmailFailed, { to, template, code, reason }, { cause: causedBy(command) });
  throw new Fatal(`The mail ${template} of command ${command.id} is given up (${code}): ${reason}`);
};
