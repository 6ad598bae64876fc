import { type Contract, ContractBroken, checkOf, type Message } from '@obey/choreography';
import { decode, partitionOf, streamKey } from '@obey/choreography/inspection';
import type { Catalogue } from '../contracts.js';

/** What an entry of a stream is, by the contracts. */
export interface Verdict {
  readonly type: string | undefined;
  readonly version: number | undefined;
  /** Undefined where there is none. */
  readonly fault: string | undefined;
}

/** Judges one entry: is it a message, of a type and version that is declared, in its place, and do its data fit? */
export const judge = (catalogue: Catalogue, stream: string, json: string | undefined): Verdict => {
  let message: Message;
  try {
    message = decode(json ?? '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { type: undefined, version: undefined, fault: json === undefined ? 'it has no event' : why };
  }
  const { type, version } = message;
  return { type, version, fault: faultOf(catalogue.get(type), stream, message) };
};

const faultOf = (contract: Contract | undefined, stream: string, message: Message): string | undefined => {
  if (!contract) return 'no contract has this type';
  if (message.version !== contract.version) return `version ${message.version} is not ${contract.version}`;
  const { kind, owner, partitions } = contract;
  const place = streamKey({ kind, owner, partition: partitionOf(message.subject, partitions) });
  if (place !== stream) return 'it stands on the stream of another owner, kind or subject';
  try {
    const check: (value: unknown) => void = checkOf(message.type, contract.data);
    check(message.data);
    return undefined;
  } catch (error) {
    if (error instanceof ContractBroken) return [...new Set(error.faults.map(alike))].sort().join('; ');
    throw error;
  }
};

/** One fault in many places of a list is one. */
const alike = (fault: string) => fault.replaceAll(/\/\d+(?=[/ ])/g, '/*').slice(0, 200);
