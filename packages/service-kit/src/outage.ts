import { MongoError, MongoNetworkError, MongoNotConnectedError, MongoServerSelectionError } from 'mongodb';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Server codes of a MongoDB that is stepping down, shutting down, or not (yet) primary. */
const mongoCodes = new Set<unknown>([89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

// ioredis gives these neither a class that it exports nor a code.
const redisMessages =
  /^(Connection is closed|Stream isn't writeable|Command timed out|Reached the max retries per request|(OOM|LOADING|READONLY|MISCONF|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY|NOREPLICAS) )/;

/** Whether an error, or what caused it, says that Redis or MongoDB cannot serve now. */
export const storeOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoNotConnectedError || error.name.startsWith('MongoPoolCleared')) return true;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (error instanceof MongoError && mongoCodes.has(code)) return true;
  if (typeof code === 'string' && unreachable.has(code)) return true;
  if (redisMessages.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(storeOutage);
  return storeOutage(error.cause);
};
