import { failure } from './errors.js';
import { type Doc, isDoc } from './values.js';

/** Runs a pipeline over another collection of the same database. */
export type Resolve = (collection: string, pipeline: Doc[]) => Iterable<Doc>;

/** The stages of a pipeline; TypeMismatch or 40323 where it is none. */
export function pipelineOf(stages: unknown): Doc[] {
  if (!Array.isArray(stages)) throw failure('TypeMismatch', 'a pipeline must be an array of stages');
  return stages.map((stage: unknown) => {
    if (!isDoc(stage)) throw failure('TypeMismatch', 'Each element of the pipeline array must be an object');
    if (Object.keys(stage).length === 1) return stage;
    throw failure(40323, 'A pipeline stage specification object must contain exactly one field.');
  });
}
