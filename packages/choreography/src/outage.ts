import { AskTimeout, ContractBroken, Fatal, Outage, PublishUnknown } from './errors.js';

const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ESOCKET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** Errors of the MongoDB driver, and of ioredis, by their class names; neither gives them a code. */
const names = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MaxRetriesPerRequestError',
]);

/** Replies by which Redis says that it cannot serve now: full, not persisting, loading, failing over. */
const redisReply =
  /^(OOM|MISCONF|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOREPLICAS|UNBLOCKED)\b/;
const redisClient = /^(Connection is closed|Stream isn't writeable|Command timed out)/;

/**
 * Whether an error says that something needed is away, and not that the work is at fault. Looks through
 * `cause`, the errors of an AggregateError, and what a MongoBulkWriteError was made of (`errorResponse`).
 */
export const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error) || error instanceof Fatal || error instanceof ContractBroken) return false;
  if (error instanceof Outage || error instanceof AskTimeout || error instanceof PublishUnknown) return true;
  if (names.has(error.name) || redisReply.test(error.message) || redisClient.test(error.message)) return true;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && codes.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  return isOutage(error.cause) || ('errorResponse' in error && isOutage(error.errorResponse));
};
