import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldFault } from './refusal.js';

type Part = FieldFault['in'];

/** One fault for each bad field, told from all that the check found about it. */
export const fieldFaults = (part: Part, errors: readonly TLocalizedValidationError[]): FieldFault[] => {
  const byPointer = new Map<string, Set<string>>();
  for (const { pointer, detail } of errors.flatMap(spelledOut)) {
    const details = byPointer.get(pointer) ?? new Set();
    byPointer.set(pointer, details.add(detail));
  }
  return [...byPointer].map(([pointer, details]) => ({
    in: part,
    pointer,
    detail: [...details].join(', or '),
  }));
};

const spelledOut = (error: TLocalizedValidationError): { pointer: string; detail: string }[] => {
  const at = (names: readonly PropertyKey[], detail: string) =>
    names.map((name) => ({ pointer: `${error.instancePath}/${escaped(String(name))}`, detail }));
  switch (error.keyword) {
    case 'required':
      return at(error.params.requiredProperties, 'is required');
    case 'additionalProperties':
      return at(error.params.additionalProperties, 'is not a known field');
    case 'unevaluatedProperties':
      return at(error.params.unevaluatedProperties, 'is not a known field');
    case 'const':
      return [
        { pointer: error.instancePath, detail: `must be ${JSON.stringify(error.params.allowedValue)}` },
      ];
    case 'enum':
      return [
        {
          pointer: error.instancePath,
          detail: `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(', ')}`,
        },
      ];
    // Said again, and better, by the errors of the fields or of the alternatives themselves.
    case 'boolean':
    case 'anyOf':
    case 'oneOf':
      return [];
    default:
      return [{ pointer: error.instancePath, detail: error.message }];
  }
};

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
