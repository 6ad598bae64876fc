import type { Cause } from '@obey/choreography';
import { AuthSessionRevoked } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';

/** Whose session asks. */
interface Holder {
  readonly id: string;
  readonly sessionId: string;
}

/**
 * Ends sessions of one user for their holder. Says that they are revoked before it ends them: should it die in
 * between, the reaction to that ends them.
 */
export const revokeSessions = ({ sessions, runtime }: Pick<Deps, 'sessions' | 'runtime'>) => {
  const revoke = async (userId: string, sessionId: string, cause: Cause, log: Logger) => {
    const data = { userId, sessionId, reason: 'ended by its holder' };
    await runtime.publish(AuthSessionRevoked, data, { cause });
    await sessions.end(userId, sessionId);
    log.info({ userId, sessionId }, 'session revoked by its holder');
  };

  return {
    one: async ({ id }: Holder, sessionId: string, cause: Cause, log: Logger): Promise<void> => {
      if (await sessions.find(id, sessionId)) return revoke(id, sessionId, cause, log);
      return refuse('not-found', 'auth.no-such-session', `You have no session ${sessionId}`);
    },
    /** All but the one that asks; or, where `current` is true, that one too, and last. */
    many: async ({ id, sessionId }: Holder, current: boolean, cause: Cause, log: Logger): Promise<void> => {
      const others = (await sessions.list(id)).filter((session) => session.id !== sessionId);
      for (const other of others) await revoke(id, other.id, cause, log);
      if (current) await revoke(id, sessionId, cause, log);
    },
  };
};
