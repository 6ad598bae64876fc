import { command } from '../command.js';
import { lookAtTimes } from '../doctor/clocks.js';
import type { Finding } from '../doctor/finding.js';
import { lookAtTheGroups } from '../doctor/groups.js';
import { lookAtInstances } from '../doctor/instances.js';
import { lookAtServers } from '../doctor/server.js';
import { exitCodes } from '../exit-codes.js';
import { flag } from '../option.js';
import type { Column } from '../output/table.js';
import { findStreams } from '../streams/find.js';

const columns: readonly Column<Finding>[] = [
  { title: 'STATE', value: ({ state }) => state, isAlarming: ({ state }) => state === 'bad' },
  { title: 'WHAT', value: ({ what }) => what },
  { title: 'FOUND', value: ({ found }) => found },
  { title: 'MEND', value: ({ mend }) => mend },
];

const weight = { bad: 0, unknown: 1, good: 2 } as const;

export const doctor = command({
  name: 'doctor',
  summary: 'What is wrong with Redis, groups, instances, clocks; each with what mends it',
  details:
    'It looks, and changes nothing. What cannot be seen from Redis is unknown: what waits in outboxes is in MongoDB. Ends with 4 where something is bad.',
  options: { bad: flag('only what is bad') },
  examples: [
    { line: 'obey doctor', about: 'everything' },
    { line: 'obey doctor --bad -o json', about: 'what to mend, for a program' },
  ],
  run: async ({ redis, out, now, options }) => {
    const connection = await redis();
    const patient = { redis: connection, streams: await findStreams(connection), now };
    const looks = [lookAtServers, lookAtTheGroups, lookAtInstances, lookAtTimes];
    const findings = (await Promise.all(looks.map((look) => look(patient)))).flat();
    const shown = findings
      .filter(({ state }) => !options.bad || state === 'bad')
      .sort((a, b) => weight[a.state] - weight[b.state]);
    await out.table(columns, shown);
    return findings.some(({ state }) => state === 'bad') ? exitCodes.checkFailed : undefined;
  },
});
