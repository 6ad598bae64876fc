import type { MongoClient } from 'mongodb';
import type { ExpectedError } from './format.js';

/** The server does not do this command, or this part of it; `said` is its message. */
export type Refusal = { command: string; code: number; said: string };

const CODES: ReadonlyMap<unknown, string> = new Map([
  [59, 'CommandNotFound'],
  [238, 'NotImplemented'],
]);

export type Refusals = {
  /** Looks at every answer that this client gets; it must be made with `monitorCommands`. */
  watch: (client: MongoClient) => void;
  /** The refusals since the last call that the error expected by the test does not name itself. */
  settle: (expected?: ExpectedError) => void;
  first: () => Refusal | undefined;
};

/** Takes down what the server says that it does not do, by monitoring the commands of one test. */
export function createRefusals(): Refusals {
  let open: Refusal[] = [];
  const settled: Refusal[] = [];

  function look(command: string, answer: unknown): void {
    if (typeof answer !== 'object' || answer === null || !('code' in answer)) return;
    const { code } = answer;
    if (typeof code !== 'number' || !CODES.has(code)) return;
    const said = 'errmsg' in answer ? answer.errmsg : 'message' in answer ? answer.message : '';
    open.push({ command, code, said: String(said) });
  }

  return {
    watch: (client) => {
      client.on('commandFailed', ({ commandName, failure }) => look(commandName, failure));
      client.on('commandSucceeded', ({ commandName, reply }) => {
        if (typeof reply !== 'object' || reply === null || !('writeErrors' in reply)) return;
        for (const error of [reply.writeErrors].flat()) look(commandName, error);
      });
    },
    settle: (expected) => {
      const named = ({ code }: Refusal) =>
        [expected?.errorCode, expected?.errorResponse?.code].includes(code) ||
        expected?.errorCodeName === CODES.get(code);
      settled.push(...open.filter((refusal) => !named(refusal)));
      open = [];
    },
    first: () => [...settled, ...open][0],
  };
}
