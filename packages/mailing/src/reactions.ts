import { causedBy, Fatal, on, type Reaction, type Runtime } from '@obey/choreography';
import { MailingEmailFailed, MailingEmailSent, MailingSendEmail } from '@obey/contracts';
import type { Deliver } from './delivery.js';
import { render } from './render.js';
import { contentOf } from './templates.js';

interface Deps {
  readonly runtime: Pick<Runtime, 'publish'>;
  readonly deliver: Deliver;
}

export const reactions = ({ runtime, deliver }: Deps): Reaction[] => [
  on(MailingSendEmail, async (message, context) => {
    const { to, mail } = message.data;
    const { template } = mail;
    const letter = { id: message.id, to, date: new Date(message.time), ...render(contentOf(mail)) };
    const delivered = await deliver(letter, context.signal);
    switch (delivered.kind) {
      case 'sent':
        context.publish(MailingEmailSent, { to, template, messageId: delivered.messageId });
        return;
      case 'refused': {
        const { reason } = delivered;
        // Told at once: what the context is told goes out only if the reaction returns, and this one must
        // not, so that the command stands in the dead letters too.
        await runtime.publish(MailingEmailFailed, { to, template, reason }, { cause: causedBy(message) });
        throw new Fatal(
          `The mail server has refused the mail ${template} of command ${message.id}: ${reason}`,
        );
      }
    }
  }),
];
