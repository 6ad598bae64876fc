import type { Kit } from '@obey/service-kit';
import { Counter } from 'prom-client';
import type { Command } from './life.js';

/** What became of a command that was worked on; all but `put-off` are its end. */
export type Outcome = 'sent' | 'put-off' | 'refused' | 'bounced' | 'suppressed' | 'expired';

/** Counts outcomes, and logs why a mail was not sent: by its command, and never to whom. */
export const tellOutcomes = ({ log, metrics }: Pick<Kit, 'log' | 'metrics'>) => {
  const mails = new Counter({
    name: 'mailing_mails_total',
    help: 'What became of the mails that were asked for',
    labelNames: ['outcome', 'template'],
    registers: [metrics],
  });
  return ({ id, correlationId, data }: Command, outcome: Outcome, why?: string): void => {
    const { template } = data.mail;
    mails.inc({ outcome, template });
    if (outcome !== 'sent') log.warn({ id, correlationId, template, outcome, why }, 'A mail was not sent');
  };
};
