/** MongoDB's error codes by name (src/mongo/base/error_codes.yml), those this server gives. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidBSON: 22,
  IndexNotFound: 27,
  PathNotViable: 28,
  NamespaceNotFound: 26,
  ConflictingUpdateOperators: 40,
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
  InvalidIndexSpecificationOption: 197,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  NotImplemented: 238,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  KeyTooLong: 17280,
} as const;

export type CodeName = keyof typeof CODES;

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

/** An error by one of MongoDB's names. */
export function failure(name: CodeName, message: string, extra?: Record<string, unknown>): CommandError {
  return new CommandError(CODES[name], name, message, extra);
}

/** An error that MongoDB knows only by number; its codeName is `Location<number>`. */
export function located(code: number, message: string): CommandError {
  return new CommandError(code, `Location${code}`, message);
}

/** What MongoDB does and this server does not. */
export function notImplemented(what: string): CommandError {
  return failure('NotImplemented', `${what} is not implemented by embedded-mongo; use a mongod for it`);
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
