import { duration, integer, secret, text, url } from '@obey/service-kit';

const minute = 60_000;
const day = 24 * 60 * minute;

export const config = {
  SITE_URL: url('Public URL of the forum: links in mails begin with it'),
  TOKEN_ISSUER: text('Who issues the access tokens (iss)', { min: 1 }),
  TOKEN_AUDIENCE: text('Whom the access tokens are meant for (aud)', { min: 1 }),
  AUTH_SECRET: secret('Encrypts the signing keys and marks refresh tokens as ours', { min: 32 }),
  ADMIN_EMAIL: text('Address of the administrator whose account is made at the start', { optional: true }),
  ADMIN_PASSWORD: secret('Password of that account when it is made; 8 to 128 characters', { optional: true }),
  ADMIN_NICKNAME: text('Nickname of that account when it is made', { default: 'admin' }),
  ACCESS_TOKEN_SECONDS: integer('Life of an access token', { default: 300, min: 30, max: 300 }),
  SESSION_IDLE: duration('A session not refreshed for so long ends', { default: '30d', min: minute }),
  SESSION_LIMIT: duration('A session ends after so long, however used', { default: '90d', min: minute }),
  REFRESH_GRACE: duration('How long the refresh token just replaced still gives its successor', {
    default: '10s',
    max: minute,
  }),
  SIGN_UP_LINK: duration('How long the link that confirms a sign-up is good', {
    default: '24h',
    min: minute,
    max: 30 * day,
  }),
  HASH_CONCURRENCY: integer('Passwords hashed at once; each takes 19 MiB and a thread of the pool', {
    default: 3,
    min: 1,
    max: 128,
  }),
  HASH_QUEUE: integer('Passwords that may wait to be hashed; past it 503', {
    default: 64,
    min: 0,
    max: 10_000,
  }),
  PASSWORD_LINK: duration('How long a link that changes a password is good', {
    default: '30m',
    min: minute,
    max: 30 * minute,
  }),
  SIGN_IN_TRIES: integer('Wrong passwords that cost no delay, for one account from one address', {
    default: 10,
    min: 3,
    max: 1_000,
  }),
  SIGN_UPS: integer('Sign-ups from one address that cost no delay; each is a hash and a mail', {
    default: 50,
    min: 1,
    max: 1_000_000,
  }),
  GATEWAY_ADDRESSES: text('Addresses and networks of the gateway, whose X-Forwarded-For is believed', {
    default: '127.0.0.0/8,::1',
  }),
  SITE_NAME: text('Name of the forum, which may not be a password', { optional: true }),
  SIGNING_KEY_LIFE: duration('A key signs access tokens for so long; then the next one does', {
    default: '30d',
    min: 60 * minute,
  }),
  AUTH_SECRET_BEFORE: secret('The secret before this one, while it is being changed', {
    min: 32,
    optional: true,
  }),
};
