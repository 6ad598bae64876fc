import { boolean, type ConfigOf, duration, integer, text, url } from './config.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The settings of every service. */
export const baseConfig = {
  HOST: text('Address to listen at', { default: '127.0.0.1' }),
  PORT: integer('Port to listen at; 0 takes a free one', { default: 0, min: 0, max: 65_535 }),
  REDIS_URL: url('Redis of the streams and of the service’s cache', { schemes: ['redis', 'rediss'] }),
  LOG_LEVEL: text('Least level that is logged', { default: 'info', oneOf: logLevels }),
  STREAM_KEEP_HOURS: integer('How long messages stay on the service’s own streams', { default: 168, min: 1 }),
  STREAM_ARCHIVE: text('Service that must have heard a message before it is trimmed; none for nobody', {
    default: 'audit',
    min: 1,
  }),
  STREAM_REPORTS: boolean('Tells how reactions went, on a stream of the service', { default: true }),
  REQUEST_TIMEOUT: duration('How long a request may take; clients may ask for less (X-Timeout-Ms)', {
    default: '30s',
    min: 1,
    max: 3_600_000,
  }),
  DRAIN_SECONDS: integer('How long a stop waits for what is running', { default: 20, min: 0, max: 600 }),
};

/** Where the service keeps documents. */
export const mongoConfig = {
  MONGO_URL: url('MongoDB, without a database', {
    schemes: ['mongodb', 'mongodb+srv'],
  }),
  MONGO_DATABASE: text('Database, if it is not named like the service', { optional: true }),
};

/** Where the service checks access tokens. */
export const tokenConfig = {
  TOKEN_ISSUER: text('Who must have issued access tokens (iss)', { min: 1 }),
  TOKEN_AUDIENCE: text('Whom access tokens must be meant for (aud)', { min: 1 }),
};

/** Where the service faces the public: its health and metrics have a port of their own. */
export const edgeConfig = {
  ADMIN_HOST: text('Address at which health and metrics are served', { default: '127.0.0.1' }),
  ADMIN_PORT: integer('Port of health and metrics; 0 takes a free one', { default: 0, min: 0, max: 65_535 }),
};

export type BaseConfig = ConfigOf<typeof baseConfig>;
