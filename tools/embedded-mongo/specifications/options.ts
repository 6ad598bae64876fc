import { type Document, ReadConcern, ReadPreference } from 'mongodb';
import { Unsupported } from './format.js';

/** Read and write concern and preference as the driver takes them; timeoutMS and the like stay as they are. */
export function concerns(options: Document = {}): Document {
  const { readConcern, readPreference, ...rest } = options;
  const { mode, tagSets, ...preference } = readPreference ?? {};
  return {
    ...rest,
    ...(readConcern && { readConcern: new ReadConcern(readConcern.level) }),
    ...(readPreference && { readPreference: new ReadPreference(mode, tagSets, preference) }),
  };
}

/** A connection string with the options of a test in place of its own of the same name. */
export function withOptions(url: string, options: Document = {}): string {
  const [address = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'object' && !Array.isArray(value)) throw new Unsupported(`the URI option ${name}`);
    parameters.delete(name);
    for (const one of [value].flat()) parameters.append(name, String(one));
  }
  const path = /^[^:]+:\/\/[^/]+$/.test(address) ? `${address}/` : address;
  return parameters.size === 0 ? url : `${path}?${parameters}`;
}
