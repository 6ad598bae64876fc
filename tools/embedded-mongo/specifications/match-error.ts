import {
  type Document,
  MongoBulkWriteError,
  MongoClientBulkWriteError,
  MongoError,
  MongoOperationTimeoutError,
  MongoServerError,
} from 'mongodb';
import { asBson } from './bson-values.js';
import { type ExpectedError, onlyKnown, words } from './format.js';
import { type Lookup, Mismatch, match, show } from './match.js';
import { resultDocument } from './results.js';

const KNOWN =
  words(`isError isClientError isTimeoutError errorContains errorCode errorCodeName errorLabelsContain
  errorLabelsOmit writeErrors writeConcernErrors errorResponse expectResult`);

/** Holds the error of an operation against what the test expects of it; throws a Mismatch. */
export function matchError(expected: ExpectedError, error: unknown, lookup: Lookup): void {
  onlyKnown(expected, KNOWN, 'expectError');
  // What is not the driver's own error is a fault of the test's or the runner's, never an expected one.
  if (!(error instanceof MongoError)) throw error;
  const hold = (holds: boolean, what: string) => {
    if (!holds) throw new Mismatch(`the error ${what}: ${error.name}: ${error.message}`);
  };
  const { isClientError, isTimeoutError, errorContains, errorCode, errorCodeName, errorResponse } = expected;
  const fromServer = serverError(error);
  if (isClientError !== undefined) hold((fromServer === undefined) === isClientError, 'is of the other side');
  if (isTimeoutError !== undefined)
    hold(
      causes(error).some(isTimeout) === isTimeoutError,
      `must ${isTimeoutError ? '' : 'not '}be a timeout`,
    );
  if (errorContains !== undefined)
    hold(
      messages(error).some((text) => text.toLowerCase().includes(errorContains.toLowerCase())),
      `does not say "${errorContains}"`,
    );
  if (errorCode !== undefined) hold(fromServer?.code === errorCode, `has not the code ${errorCode}`);
  if (errorCodeName !== undefined)
    hold(
      String(fromServer?.codeName).toLowerCase() === errorCodeName.toLowerCase(),
      `is not ${errorCodeName}`,
    );
  const labelled = (label: string) => causes(error).some((one) => one.hasErrorLabel(label));
  for (const label of expected.errorLabelsContain ?? []) hold(labelled(label), `has not the label ${label}`);
  for (const label of expected.errorLabelsOmit ?? []) hold(!labelled(label), `has the label ${label}`);
  if (errorResponse) match(errorResponse, asBson(response(fromServer), true), lookup, 'the error response');
  if ('expectResult' in expected)
    match(expected.expectResult, asBson(resultDocument(resultOf(error)), true), lookup, "the error's result");
  if (expected.writeErrors || expected.writeConcernErrors) matchWriteErrors(expected, error, lookup);
}

function matchWriteErrors(expected: ExpectedError, error: MongoError, lookup: Lookup): void {
  if (!(error instanceof MongoClientBulkWriteError)) throw new Mismatch(`${error.name} has no write errors`);
  const { writeErrors = {}, writeConcernErrors = [] } = expected;
  const wanted = Object.keys(writeErrors);
  const found = [...error.writeErrors.keys()].map(String);
  if (wanted.sort().join() !== found.sort().join())
    throw new Mismatch(`writes ${show(found)} failed and not ${show(wanted)}`);
  for (const [index, one] of error.writeErrors)
    match(writeErrors[index], asBson(one, true), lookup, `write error ${index}`);
  match(writeConcernErrors, asBson(error.writeConcernErrors, true), lookup, 'the write concern errors');
}

/** The error and those that it wraps. */
function causes(error: MongoError): MongoError[] {
  return error.cause instanceof MongoError ? [error, ...causes(error.cause)] : [error];
}

/** The part of an error that tells of a server's answer; a bulk write may fail before it was sent. */
function serverError(error: MongoError): MongoServerError | undefined {
  if (error instanceof MongoClientBulkWriteError)
    return error.cause instanceof MongoServerError ? error.cause : undefined;
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof MongoError)
    return error.errorResponse instanceof MongoServerError ? error.errorResponse : undefined;
  return error instanceof MongoServerError ? error : undefined;
}

function response(error: MongoServerError | undefined): Document | undefined {
  return error?.errorResponse instanceof MongoServerError
    ? response(error.errorResponse)
    : error?.errorResponse;
}

function isTimeout(error: MongoError): boolean {
  const inner = error instanceof MongoServerError ? error.errorResponse : undefined;
  return error instanceof MongoOperationTimeoutError || inner instanceof MongoOperationTimeoutError;
}

function messages(error: MongoError): string[] {
  const writes = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
  const top = error instanceof MongoClientBulkWriteError ? causes(error).slice(1) : [error];
  return [...top.map((one) => one.message), ...writes.map((one) => one.errmsg ?? '')];
}

function resultOf(error: MongoError): unknown {
  if (error instanceof MongoBulkWriteError) return error.result;
  return error instanceof MongoClientBulkWriteError ? error.partialResult : undefined;
}
