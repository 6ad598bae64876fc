const NULL_IDS = 'NODE-6468: the driver does not keep an _id of null';
const PARTIAL_RESULT = 'NODE-6384: the driver sets partialResult when every operation failed';
const BYPASS = 'NODE-6484: the driver does not send bypassDocumentValidation: false';

/**
 * Tests of the CRUD specification that the Node driver itself does not pass, by description, with its reason:
 * the list of mongodb/node-mongodb-native, test/integration/crud/crud.spec.test.ts, at bb35ded18aa1.
 */
export const DRIVER_SKIPS: ReadonlyMap<string, string> = new Map([
  ['inserting _id with type null via clientBulkWrite', NULL_IDS],
  ['inserting _id with type null via insertOne', NULL_IDS],
  ['inserting _id with type null via insertMany', NULL_IDS],
  ['inserting _id with type null via bulkWrite', NULL_IDS],
  ['partialResult is unset when all operations fail during an unordered bulk write', PARTIAL_RESULT],
  [
    'partialResult is unset when first operation fails during an ordered bulk write (summary)',
    PARTIAL_RESULT,
  ],
  [
    'partialResult is unset when first operation fails during an ordered bulk write (verbose)',
    PARTIAL_RESULT,
  ],
  ['InsertMany passes bypassDocumentValidation: false', BYPASS],
  ['FindOneAndUpdate passes bypassDocumentValidation: false', BYPASS],
  ['FindOneAndReplace passes bypassDocumentValidation: false', BYPASS],
  ['BulkWrite passes bypassDocumentValidation: false', BYPASS],
  ['Aggregate with $out passes bypassDocumentValidation: false', BYPASS],
]);
