import { causedBy, Fatal, on, type Reaction, type Runtime } from '@obey/choreography';
import { MailingEmailFailed, MailingEmailSent, MailingSendEmail } from '@obey/contracts';
import type { Deliver } from './delivery.js';
import { type Tongue, tongueOf } from './languages.js';
import { render } from './render.js';

interface Deps {
  readonly runtime: Pick<Runtime, 'publish'>;
  readonly deliver: Deliver;
  /** For who asks for no language, or for none that is known. */
  readonly defaultTongue: Tongue;
}

export const reactions = ({ runtime, deliver, defaultTongue }: Deps): Reaction[] => [
  on(MailingSendEmail, async (message, context) => {
    const { to, mail, locale, unsubscribe } = message.data;
    const { template } = mail;
    const tongue = (locale !== undefined && tongueOf(locale)) || defaultTongue;
    const letter = {
      id: message.id,
      to,
      date: new Date(message.time),
      unsubscribe: unsubscribe?.link,
      ...render(mail, tongue, unsubscribe?.link),
    };
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
