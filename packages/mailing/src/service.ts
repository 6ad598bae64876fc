import { MailingEmailFailed, MailingEmailSent } from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { config } from './config.js';
import { createDelivery } from './delivery.js';
import { reactions } from './reactions.js';

/** Has no database and no cache: a command waits on its stream until the mail server has taken the mail. */
export const mailing = defineService({
  name: 'mailing',
  config,
  says: [MailingEmailSent, MailingEmailFailed],
  asks: [],
  create: ({ config, runtime }) => {
    const delivery = createDelivery(config);
    const { deliver, close } = delivery;
    return { reactions: reactions({ runtime, deliver, defaultTongue: config.MAIL_LOCALE }), close };
  },
});
