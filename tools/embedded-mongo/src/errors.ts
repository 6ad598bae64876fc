/** MongoDB's error codes by name (src/mongo/base/error_codes.yml), those this server gives. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  KeyTooLong: 17280,
} as const;

/** An error as the wire carries it: `code`, `codeName`, `errmsg`, and fields of its own such as `keyPattern`. */
export class CommandError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: number, codeName: string, message: string, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.codeName = codeName;
    this.extra = extra;
  }
}

/** An error by MongoDB's name for it, or by number where it has no other name than `Location<number>`. */
export function failure(
  kind: keyof typeof CODES | number,
  message: string,
  extra?: Record<string, unknown>,
): CommandError {
  return typeof kind === 'number'
    ? new CommandError(kind, `Location${kind}`, message, extra)
    : new CommandError(CODES[kind], kind, message, extra);
}

/** What MongoDB does and this server does not. */
export function notImplemented(what: string): CommandError {
  return failure('NotImplemented', `${what} is not implemented by embedded-mongo; use a mongod for it`);
}

/** A value of the wrong BSON type, in MongoDB's words. */
export function mistyped(field: string, type: string, expected: string): CommandError {
  return failure(
    'TypeMismatch',
    `BSON field '${field}' is the wrong type '${type}', expected type '${expected}'`,
  );
}

/** An error met at start: a stable `code`, and a message that says what to do. */
export class StartError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}
