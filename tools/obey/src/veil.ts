import type { Contract, Message } from '@obey/choreography';
import { contractOptions, loadContracts } from './contracts.js';
import { flag } from './option.js';

export const veilOptions = {
  secrets: flag('show what contracts mark as secret, too: links of mails, tokens'),
  ...contractOptions,
};

/** What of a message is shown. */
export interface Veil {
  /** The message with its secrets masked. */
  of(message: Message): Message;
  /** Whether a field of such messages is hidden, by its path. */
  hides(contract: Contract, path: readonly string[]): boolean;
  /** The contracts by which it is known what to hide; none where nothing is. */
  readonly contracts: readonly Contract[];
  /** What is no message is not shown at all: nobody can say what of it is secret. */
  over(event: string): string;
}

const none: Veil = {
  of: (message) => message,
  hides: () => false,
  contracts: [],
  over: (event) => event,
};

/**
 * Hides what contracts mark as secret; of types and versions that they do not know, all text but ids and times, as audit does.
 * With `--secrets` nothing is hidden. Throws `UsageError` where the contracts cannot be read.
 */
export const loadVeil = async (options: {
  readonly secrets: boolean;
  readonly contracts: string | undefined;
}): Promise<Veil> => {
  if (options.secrets) return none;
  const [catalogue, { hidesAt, mask, secrets }] = await Promise.all([
    loadContracts(options.contracts),
    import('@obey/contracts/masking'),
  ]);
  return {
    of: (message) => {
      const contract = catalogue.get(message.type);
      const schema = contract?.version === message.version ? contract.data : undefined;
      return { ...message, data: mask(schema, message.data, secrets) };
    },
    hides: ({ data }, [first, ...rest]) => first === 'data' && hidesAt(data, rest, secrets),
    contracts: [...catalogue.values()],
    over: (event) => `*** (${Buffer.byteLength(event)} bytes; --secrets shows them)`,
  };
};
