/**
 * What a failed delivery means. `away`: the server cannot be reached, or will not talk to us, whatever the mail.
 * `later`: this mail may be tried again after a while;
 * `unsure`: it may have been taken. `refused`: never again; `bounced`: there is no such mailbox.
 * `fault`: one of our own.
 */
export type Verdict =
  | { readonly kind: 'away' }
  | { readonly kind: 'later'; readonly reason: string; readonly unsure: boolean }
  | { readonly kind: 'refused'; readonly reason: string; readonly bounced: boolean }
  | { readonly kind: 'fault' };

/** Codes of nodemailer for what goes wrong with the connection. */
const ofTheConnection = new Set([
  'EABORT',
  'EAUTH',
  'ECONNECTION',
  'EDNS',
  'EMAXLIMIT',
  'ENOAUTH',
  'EOAUTH2',
  'EPROTOCOL',
  'EPROXY',
  'ESOCKET',
  'ETIMEDOUT',
  'ETLS',
]);

/** The server is going away (RFC 5321, 4.2.3): it says so to any mail. */
const CLOSING = 421;

/**
 * Judges an error of nodemailer by its `code`, `command` and `responseCode` (RFC 5321, 4.2.1). Only what the server
 * says to the mail itself (MAIL, RCPT, DATA) is about the mail: a 5xx to the greeting or to the sign-in is about us,
 * and would bury every mail that comes by until an operator mends it. `begun` says that the server was there and
 * waited for the mail: a connection that ends after that may end at this mail each time. `whole` says that all of it
 * went out.
 */
export const verdictOn = (error: unknown, begun: boolean, whole = false): Verdict => {
  if (!(error instanceof Error)) return { kind: 'fault' };
  const { code, command, reply } = detailsOf(error);
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const reason = reasonOf(error);
  if (aboutTheMail && reply !== undefined && reply >= 500)
    return { kind: 'refused', reason, bounced: command === 'RCPT TO' && saysNoMailbox(reply, reason) };
  if (aboutTheMail && reply !== undefined && reply !== CLOSING)
    return { kind: 'later', reason, unsure: false };
  // Without a reply: an address that this server cannot be given at all.
  if (code === 'EENVELOPE' && reply === undefined) return { kind: 'refused', reason, bounced: false };
  if (reply !== undefined) return { kind: 'away' };
  if (code === undefined || !ofTheConnection.has(code)) return { kind: 'fault' };
  return begun ? { kind: 'later', reason, unsure: whole } : { kind: 'away' };
};

/** Replies without a status that say it (RFC 5321, 4.2.3): no such mailbox, or it is elsewhere. */
const noMailbox = new Set([550, 551]);

/**
 * Statuses of RFC 3463 and RFC 7505 that will be so tomorrow: the address is wrong (but X.1.7 and X.1.8, which are
 * about the sender's), the mailbox disabled, the domain takes no mail. Others, as those of policy, may be mended.
 */
const saysNoMailbox = (reply: number, reason: string): boolean => {
  const status = /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(reason)?.[1];
  return status === undefined ? noMailbox.has(reply) : /^5\.(1\.(?![078]$)\d+|2\.1)$/.test(status);
};

const detailsOf = (error: Error) => ({
  code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
  command: 'command' in error ? error.command : undefined,
  reply: 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined,
});

const reasonOf = (error: Error) =>
  'response' in error && typeof error.response === 'string' ? error.response : error.message;
