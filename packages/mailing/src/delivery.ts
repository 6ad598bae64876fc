import { Outage } from '@obey/choreography';
import type { Config } from './config.js';
import { createGate } from './gate.js';
import type { Letter } from './letter.js';
import { createSlots } from './slots.js';
import { openSmtp, type Run } from './smtp.js';
import { verdictOn } from './verdict.js';

export type Delivered =
  | { readonly kind: 'sent' }
  /**
   * The mail may be tried again after a while: the server says so, or the connection ended within it; `unsure`, since that
   * was after the whole mail, which may have been taken.
   */
  | { readonly kind: 'later'; readonly reason: string; readonly unsure: boolean }
  /** The server refuses it for good; `bounced`, since there is no such mailbox. */
  | { readonly kind: 'refused'; readonly reason: string; readonly bounced: boolean };

/**
 * Hands a letter to the mail server. Throws `Outage` while the server is away, or too busy to have been tried. A run that
 * is over before the end of the letter has gone out never lets the server have it, and fails as its `check` does.
 */
export type Deliver = (letter: Letter, run: Run) => Promise<Delivered>;

/** So soon after the first failure a server that is away is tried again. */
const FIRST_PROBE_MS = 250;

/** So many letters at once as there are connections. Nothing is connected before the first. */
export const createDelivery = (config: Config): { deliver: Deliver; close: () => void } => {
  const smtp = openSmtp(config);
  // A letter waits here and not in the pool, so that the time to send it begins with its connection: a letter
  // cut off right after DATA would be sent twice.
  const takeSlot = createSlots(config.SMTP_CONNECTIONS);
  const gate = createGate({ firstMs: FIRST_PROBE_MS, mostMs: config.SMTP_PROBE_PAUSE });

  const attempt = async (letter: Letter, run: Run): Promise<Delivered> => {
    run.check();
    const pass = gate.enter();
    if (!pass) throw new Outage('The mail server');
    let [begun, whole] = [false, false];
    try {
      await smtp.send(letter, run, {
        begun: () => {
          begun = true;
        },
        whole: () => {
          whole = true;
        },
      });
      pass.there();
      return { kind: 'sent' };
    } catch (cause) {
      // Cut off by us, which says nothing of the server; and what becomes of the mail is for the next owner to say.
      run.check();
      const verdict = verdictOn(cause, begun, whole);
      if (verdict.kind === 'fault') throw cause;
      if (verdict.kind === 'away') {
        pass.away();
        throw new Outage('The mail server', { cause });
      }
      pass.there();
      return verdict;
    } finally {
      pass.end();
    }
  };

  return {
    deliver: async (letter, run) => {
      const giveBack = await takeSlot(letter.hurried, config.SMTP_WAIT_TIMEOUT);
      if (!giveBack) throw new Outage('A free connection to the mail server');
      try {
        return await attempt(letter, run);
      } finally {
        giveBack();
      }
    },
    close: smtp.close,
  };
};
