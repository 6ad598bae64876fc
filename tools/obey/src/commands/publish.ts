import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { carryOut, changeOptions } from '../change/plan.js';
import { type Context, command } from '../command.js';
import { contractOf, contractOptions, loadContracts } from '../contracts.js';
import { UsageError } from '../errors.js';
import { text } from '../option.js';

export const publish = command({
  name: 'publish',
  summary: 'Says a message, checked against its contract',
  details:
    'The data are JSON: from --data, --file, or stdin. Its source is "operator". A fact is said in the name of its owner: whoever listens believes it, so it cannot be taken back.',
  arguments: { '<type>': 'auth.user.changed, or AuthUserChanged' },
  options: {
    data: text('the data, as JSON', { short: 'd', placeholder: 'json' }),
    file: text('the data, from a file', { short: 'f', placeholder: 'file' }),
    correlation: text('the flow that it belongs to; without it, it begins one', { placeholder: 'id' }),
    ...contractOptions,
    ...changeOptions,
  },
  examples: [
    {
      line: `obey publish MailingSuppressionLifted -d '{"to":"kim@people.example"}'`,
      about: 'checks it, and shows the message',
    },
    {
      line: 'obey publish mailing.suppression.lifted -f lifted.json --execute --confirm mailing.suppression.lifted --reason "the box is back"',
      about: 'say it',
    },
  ],
  run: async (context) => {
    const { options, out } = context;
    const [type = ''] = context.arguments;
    const { compose } = await import('@obey/choreography');
    const { addMessage } = await import('../streams/add.js');
    const contract = contractOf(await loadContracts(options.contracts), type);
    if (contract.kind === 'request')
      throw new UsageError(`${contract.name} is a request, and nobody would hear the answer`);
    const data: unknown = parse(await given(context, options));
    const { correlation } = options;
    const cause = correlation === undefined ? undefined : { correlationId: correlation };
    const message = compose(contract, data, { source: 'operator', cause });
    const plan = {
      title: `Say ${contract.name} of ${message.subject}`,
      steps: [JSON.stringify(message)],
      forGood: contract.type,
    };
    const redis = await context.redis();
    const said = await carryOut(context, options, plan, async () => ({
      id: message.id,
      ...(await addMessage(redis, contract, message)),
    }));
    if (said) out.note(`obey trace ${message.correlationId} shows what comes of it`);
    return undefined;
  },
});

const given = async (
  { terminal }: Pick<Context, 'terminal'>,
  { data, file }: { readonly data: string | undefined; readonly file: string | undefined },
): Promise<string> => {
  if (data !== undefined && file !== undefined) throw new UsageError('Give --data or --file, not both');
  if (data !== undefined) return data;
  if (file !== undefined)
    return readFile(file, 'utf8').catch((cause: unknown) => {
      throw new UsageError(`--file ${file} cannot be read`, { cause });
    });
  if (terminal.input.isTTY) throw new UsageError("Give the data: -d '{…}', --file, or by a pipe");
  return readAll(terminal.input);
};

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new UsageError(`The data are not JSON: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
};
