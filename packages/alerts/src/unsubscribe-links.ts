import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type ChosenKind, chosenKinds } from './preferences.js';

/** Mails that a user can end by a link: of one kind or all, sent at once or as a digest. */
export interface Ending {
  readonly userId: string;
  readonly channel: 'email' | 'digest';
  readonly kind: ChosenKind | 'all';
}

export interface UnsubscribeLinks {
  tokenOf(ending: Ending): string;
  linkTo(ending: Ending): string;
  /** Undefined where it is not one of ours, or is not whole. */
  read(token: string): Ending | undefined;
}

interface Deps {
  readonly siteUrl: string;
  readonly secret: string;
  /** The secret before this one, while it is being changed. */
  readonly secretBefore?: string | undefined;
}

/**
 * Links that need no sign-in: they say what they end, under a seal (HMAC-SHA-256) that only this service can make. They are
 * good for as long as the secret is: whoever finds a mail after a year may end them still. All that they can do is end mails.
 */
export const createUnsubscribeLinks = ({ siteUrl, secret, secretBefore }: Deps): UnsubscribeLinks => {
  const keys = [secret, secretBefore].flatMap((one) => (one === undefined ? [] : [keyOf(one)]));
  const [key] = keys;
  if (key === undefined) throw new TypeError('There is no secret to seal links with');
  const tokenOf = (ending: Ending) => sealed(textOf(ending), key);
  return {
    tokenOf,
    linkTo: (ending) => `${siteUrl}/alerts/unsubscribe?token=${tokenOf(ending)}`,
    read: (token) => {
      const text = token.slice(0, Math.max(0, token.lastIndexOf('.')));
      const genuine = keys.some((each) => isSame(token, sealed(text, each)));
      return genuine ? endingOf(text) : undefined;
    },
  };
};

const keyOf = (secret: string) => new Uint8Array(hkdfSync('sha256', secret, '', 'alerts/unsubscribe', 32));

const sealed = (text: string, key: Uint8Array) =>
  `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;

const isSame = (one: string, other: string) => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const textOf = ({ userId, channel, kind }: Ending) => `${userId}.${channel}.${kind}`;

const endingOf = (text: string): Ending | undefined => {
  const [userId = '', channel, kind] = text.split('.');
  const named = [...chosenKinds, 'all' as const].find((one) => one === kind);
  if ((channel !== 'email' && channel !== 'digest') || named === undefined) return undefined;
  return { userId, channel, kind: named };
};
