/** What a failed delivery means: try again for as long as it takes, never again, or a fault of our own. */
export type Verdict =
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'fault' };

/** Codes of nodemailer for what goes wrong before or around a mail, whatever the mail. */
const away = new Set([
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

/**
 * Judges an error of nodemailer by its `code` and `responseCode` (RFC 5321, 4.2.1). Only what the server
 * says to the mail itself (MAIL, RCPT, DATA) refuses the mail: a 5xx to the greeting or to the sign-in is
 * about us, and would bury every mail that comes by until an operator mends it.
 */
export const verdictOn = (error: unknown): Verdict => {
  if (!(error instanceof Error)) return { kind: 'fault' };
  const code = 'code' in error ? error.code : undefined;
  const reply = 'responseCode' in error ? error.responseCode : undefined;
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (typeof reply === 'number' && reply >= 400 && reply < 500) return { kind: 'away' };
  if (typeof reply === 'number' && reply >= 500 && aboutTheMail)
    return { kind: 'refused', reason: said(error) };
  // Without a reply: an address that this server cannot be given at all.
  if (reply === undefined && code === 'EENVELOPE') return { kind: 'refused', reason: error.message };
  return { kind: typeof code === 'string' && away.has(code) ? 'away' : 'fault' };
};

const said = (error: Error) =>
  'response' in error && typeof error.response === 'string' ? error.response : error.message;
