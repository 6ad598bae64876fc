import { setTimeout as pause } from 'node:timers/promises';
import { readFlow } from '../audit.js';
import { command } from '../command.js';
import { NotFound, UsageError } from '../errors.js';
import { type Flow, flowMessage, flowOf, isWhole } from '../flow.js';
import { flowText } from '../flow-text.js';
import { duration, flag, text } from '../option.js';
import { endsOf, readNew, type Seen } from '../streams/entries.js';
import { findStreams, topologyOf } from '../streams/find.js';
import { searchBackwards } from '../streams/search.js';
import { createStandings, isOpen } from '../streams/standing.js';

/** How often a flow that is followed is looked at again, in ms. */
const everyMs = 500;
/** One that is done for so long, and of which nothing new was said, has ended. */
const quietMs = 3_000;

export const trace = command({
  name: 'trace',
  summary: 'A flow as the tree of what caused what, over all services',
  details:
    'Each message with the time since its cause, and the groups that wait for it, have it pending, or gave it up. The streams are searched from now backwards until the flow is whole.',
  arguments: { '<correlation-id>': 'as X-Correlation-Id was answered, and as every log line holds it' },
  options: {
    follow: flag('show it again as it grows, until all of it is done', { short: 'f' }),
    since: duration('search no further back than this', undefined),
    audit: text('the gateway, for flows that the streams no longer hold (OBEY_AUDIT)', {
      placeholder: 'url',
    }),
    token: text('an access token that may read them (OBEY_TOKEN)'),
  },
  examples: [
    { line: 'obey trace demo-c28388-14', about: 'what came of one request' },
    {
      line: 'obey trace demo-c28388-14 --audit http://127.0.0.1:8080 --token "$TOKEN"',
      about: 'one of last year, from the archive',
    },
  ],
  run: async ({ redis, out, now, signal, globals, arguments: [id = ''], options }) => {
    if (id === '') throw new UsageError('A correlation id is needed, as X-Correlation-Id was answered');
    const audit = options.audit ?? globals.env.OBEY_AUDIT;
    const token = options.token ?? globals.env.OBEY_TOKEN;
    if (audit !== undefined && !token)
      throw new UsageError(
        '--audit needs --token (or OBEY_TOKEN): an access token that may read the archive',
      );
    const connection = await redis();
    const streams = (await findStreams(connection)).map(({ key }) => key);
    const ends = await endsOf(connection, streams);
    const belongs = ({ message }: Seen) => message?.correlationId === id;
    const found = await searchBackwards(connection, streams, {
      text: JSON.stringify(id).slice(1, -1),
      isWanted: belongs,
      isWhole: (some) => isWhole(some.flatMap(({ message }) => message ?? [])),
      since: options.since === undefined ? undefined : new Date(now().getTime() - options.since),
    });
    const topology = await topologyOf(connection);
    const read = async () => {
      const standingOf = createStandings(connection, topology);
      const messages = await Promise.all(
        found.map(async (one) => (one.message ? [flowMessage(one.message, await standingOf(one))] : [])),
      );
      return flowOf(id, messages.flat());
    };
    const shown = (flow: Flow) => out.one(flow, () => flowText(flow, { colors: out.colors, now: now() }));

    if (!options.follow) {
      const flow = await read();
      const archived =
        isComplete(flow) || audit === undefined || !token ? undefined : await readFlow(audit, token, id);
      if (!archived && flow.messages === 0)
        throw new NotFound(
          `No message of the flow ${id} stands on the streams. Older ones are kept by audit: --audit <gateway> --token <token>`,
        );
      await shown(archived ?? flow);
      return undefined;
    }
    let before = '';
    for (let changedAt = now().getTime(); !signal.aborted; ) {
      const flow = await read();
      const standing = JSON.stringify(flow, (key, value) => (key === 'idleMs' ? undefined : value));
      if (standing !== before) {
        if (flow.messages > 0) await shown(flow);
        before = standing;
        changedAt = now().getTime();
      }
      const isDone = flow.messages > 0 && !hasOpen(flow);
      if (isDone && now().getTime() - changedAt > quietMs) return undefined;
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
      for (const one of await readNew(connection, ends)) if (belongs(one)) found.push(one);
    }
    return undefined;
  },
});

/** Whether the streams hold all of the flow. */
const isComplete = ({ messages, trees }: Flow) => messages > 0 && trees.every(({ missing }) => !missing);

const hasOpen = ({ trees }: Pick<Flow, 'trees'>): boolean =>
  trees.some(
    ({ message, caused }) =>
      (message?.standings ?? []).some((one) => isOpen(one) && one.state !== 'dead') ||
      hasOpen({ trees: caused }),
  );
