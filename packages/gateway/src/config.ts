import { duration, integer, text } from '@obey/service-kit';

const openPaths =
  '/auth/sign-in,/auth/sign-up,/auth/token,/auth/password,/auth/me/password/confirm,/auth/.well-known';

export const config = {
  PORT: integer('Port of the forum', { default: 8080, min: 0, max: 65_535 }),
  SERVICES: text('Services that must be ready for the forum to be healthy, by commas', {
    default: 'auth,content,alerts,mailing,presence',
  }),
  PUBLIC_URL: text('Where the forum is reached, as its documents say it', { default: '/' }),
  INSTANCES: text('Instances that do not announce themselves: shop=http://10.0.0.5:3000 http://…, …', {
    default: '',
  }),
  DISCOVERY_INTERVAL: duration('How often it looks for instances that came or went', {
    default: '500ms',
    min: 10,
  }),
  PROBE_INTERVAL: duration('How often it asks each instance whether it is ready', { default: '2s', min: 10 }),
  UPSTREAM_TIMEOUT: duration('How long a service may take until its answer begins', {
    default: '30s',
    min: 1,
  }),
  READ_TIMEOUT: duration('How long a client may take nothing of an answer that waits for it', {
    default: '30s',
    min: 10,
  }),
  // By default a quarter of the connections to an instance.
  ADDRESS_SHARE: integer(
    'How many answers may wait for the clients of an address, and how many bodies they may stream',
    { default: 64, min: 1 },
  ),
  BODY_BYTES: integer('How many bytes the body of a request may have', { default: 1_048_576, min: 0 }),
  TRUSTED_PROXIES: text('Addresses and networks of proxies whose X-Forwarded-* are believed', {
    default: '',
  }),
  CORS_ORIGINS: text('Origins whose pages may ask from browsers, by commas', { default: '' }),
  OPEN_PATHS: text('Paths at which a bad access token is not looked at, by commas', { default: openPaths }),
  ADDRESS_LIMITS: text('How often an address may ask, by commas; or none', {
    default:
      'POST /auth/sign-in 30/1m, POST /auth/sign-up 30/1m, POST /auth/password 30/1m, read 3000/1m, write 600/1m',
  }),
  USER_LIMITS: text('How often a user may ask, by commas; or none', {
    default: 'read 1200/1m, write 300/1m',
  }),
  RANK_FACTORS: text('From which rank on users may ask so many times as often; or none', { default: '50:5' }),
  TLS_CERT_FILE: text('Certificate and those up to its root, PEM; without it, plain HTTP', {
    optional: true,
  }),
  TLS_KEY_FILE: text('Its key, PEM', { optional: true }),
  TLS_INTERVAL: duration('How often it looks for a new certificate', { default: '10s', min: 10 }),
  STREAMS_END: duration('Over how long a stop spreads the ends of live streams', { default: '5s' }),
};
