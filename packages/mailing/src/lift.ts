import { createRuntime } from '@obey/choreography';
import { MailAddress, MailingSuppressionLifted } from '@obey/contracts';
import { type Environment, readConfig, url } from '@obey/service-kit';
import { Compile } from 'typebox/compile';

export const usage = `lift-main.js <address> …

  Has mails tried again at addresses that bounced. Reads REDIS_URL, as the service does.
`;

const settings = { REDIS_URL: url('The streams', { schemes: ['redis', 'rediss'] }) };

const address = Compile(MailAddress);

/** The command line makes no sense. */
export class UsageError extends Error {
  readonly code = 'mailing.usage';
}

/**
 * Tells every instance of mailing that these mailboxes are there. What they missed stands in the dead letters, and can be
 * put back. Throws `UsageError`, `ConfigFaulty`, and `PublishUnknown` where Redis is away.
 */
export const liftSuppression = async (addresses: readonly string[], env: Environment): Promise<void> => {
  const faulty = addresses.find((given) => !address.Check(given));
  if (faulty !== undefined) throw new UsageError(`"${faulty}" is no e-mail address.\n\n${usage}`);
  if (addresses.length === 0) throw new UsageError(usage);
  const { REDIS_URL } = readConfig('mailing', settings, env);
  const signal = AbortSignal.timeout(10_000);
  const runtime = await createRuntime({ service: 'mailing', redis: REDIS_URL, signal });
  try {
    for (const to of addresses) await runtime.publish(MailingSuppressionLifted, { to });
  } finally {
    await runtime.stop({ drainMs: 1_000 });
  }
};
