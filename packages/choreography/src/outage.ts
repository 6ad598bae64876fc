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

/** What MongoDB's driver takes for worth another try: a member that is away, steps down, shuts down or recovers. */
const mongoCodes = new Set<unknown>([
  6, // HostUnreachable
  7, // HostNotFound
  89, // NetworkTimeout
  91, // ShutdownInProgress
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);
const mongoLabels = new Set<unknown>([
  'RetryableWriteError',
  'TransientTransactionError',
  'SystemOverloadedError',
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
  if (error.name.startsWith('Mongo') && isMongoAway(error, code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  return isOutage(error.cause) || ('errorResponse' in error && isOutage(error.errorResponse));
};

// By the name of the class first: such numbers are used by others too, for other things.
const isMongoAway = (error: Error, code: unknown): boolean =>
  mongoCodes.has(code) ||
  ('errorLabels' in error &&
    Array.isArray(error.errorLabels) &&
    error.errorLabels.some((label: unknown) => mongoLabels.has(label)));
