import {
  MailingEmailFailed,
  MailingEmailSent,
  MailingSendEmail,
  MailingSuppressionLifted,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { config } from './config.js';
import { createDelivery } from './delivery.js';
import { followHistory } from './history.js';
import { tellOutcomes } from './outcomes.js';
import { reactions } from './reactions.js';
import { pacesOf, termsOf } from './terms.js';

/**
 * Has no database and no cache: a command waits on its stream until the mail server has taken the mail, and what was
 * sent of late is known from what was said of it.
 */
export const mailing = defineService({
  name: 'mailing',
  config,
  // It sends commands to itself: those that it puts off. Lifting is said by `lift-main.ts`.
  says: [MailingEmailSent, MailingEmailFailed, MailingSuppressionLifted, MailingSendEmail],
  asks: [],
  create: ({ config, runtime, log, metrics }) => {
    const delivery = createDelivery(config);
    const history = followHistory({ runtime, terms: termsOf(config) });
    return {
      reactions: reactions({
        runtime,
        deliver: delivery.deliver,
        history,
        domain: config.MAIL_FROM.domain,
        defaultTongue: config.MAIL_LOCALE,
        paces: pacesOf(config),
        became: tellOutcomes({ log, metrics }),
      }),
      close: () => {
        history.close();
        delivery.close();
      },
    };
  },
});
