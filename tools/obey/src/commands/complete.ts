import { command } from '../command.js';
import { candidatesFor } from '../complete/candidates.js';
import { findStreams, topologyOf } from '../streams/find.js';
import { lookAtGroups } from '../streams/look.js';

export const complete = command({
  name: 'complete',
  summary: 'What may follow on a command line, one a line; the scripts of completion ask it',
  arguments: { '[word...]': 'the words after obey; the last is being typed' },
  options: {},
  examples: [
    { line: 'obey complete -- gr', about: 'groups' },
    { line: "obey complete -- streams ''", about: 'the names of the streams' },
  ],
  isHidden: true,
  run: async ({ redis, out, commands, arguments: words }) => {
    const found = await candidatesFor(words, commands, {
      streams: async () => [...new Set((await findStreams(await redis())).map(({ family }) => family))],
      groups: async () => {
        const connection = await redis();
        const streams = await findStreams(connection);
        const views = await Promise.all(streams.map(({ key }) => lookAtGroups(connection, key)));
        return [...new Set(views.flat().map(({ group }) => group))].sort();
      },
      services: async () => (await topologyOf(await redis())).map(({ service }) => service),
      // Whoever types sees no errors: there is then nothing to choose from.
    }).catch(() => []);
    await out.text(found.map((one) => `${one}\n`).join(''));
    return undefined;
  },
});
