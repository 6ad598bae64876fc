import addressparser from 'nodemailer/lib/addressparser';

/** A sender: its name may be empty. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
  readonly domain: string;
}

/** Reads one address (RFC 5322 mailbox). Undefined where the text is anything else. */
export const readMailbox = (text: string): Mailbox | undefined => {
  const [mailbox, ...others] = addressparser(text, { flatten: true });
  if (!mailbox || others.length > 0) return undefined;
  const { name, address } = mailbox;
  const domain = /^[^\s@<>]+@([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)$/i.exec(address)?.[1];
  return domain === undefined ? undefined : { name, address, domain };
};
