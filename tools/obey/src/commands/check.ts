import { InvalidArgumentError } from 'commander';
import { type Levels, nagiosCode, nagiosLine } from '../checks/nagios.js';
import { prometheusDown, prometheusText } from '../checks/prometheus.js';
import { readState } from '../checks/state.js';
import { command } from '../command.js';
import { explain } from '../errors.js';
import { describePlace } from '../globals.js';
import { choice, type Option, texts } from '../option.js';
import { parseDuration } from '../times.js';

/** `1000:10000`: a warning from the first on, critical from the second on. */
const levels = (
  about: string,
  absent: Levels,
  read: (given: string) => number | undefined,
): Option<Levels> => ({
  about,
  placeholder: 'warn:crit',
  absent,
  read: (given) => {
    const [warn, crit] = given.split(':').map(read);
    if (warn === undefined || crit === undefined || warn > crit)
      throw new InvalidArgumentError('It is two values with a colon, the smaller one first.');
    return { warn, crit };
  },
});

const whole = (given: string) => (/^\d{1,9}$/.test(given) ? Number(given) : undefined);
const seconds = (given: string) => {
  const ms = parseDuration(given);
  return ms === undefined ? undefined : ms / 1_000;
};

export const check = command({
  name: 'check',
  summary: 'For monitoring: one line and the codes of Nagios, or the text of Prometheus',
  details:
    'Ends with 0 (OK), 1 (warning), 2 (critical, also where Redis is away) or 3 (unknown); with --format prometheus always with 0, and obey_up tells. A warning begins at 1,000 behind, 1 minute or 1 dead letter, critical at 10,000, 10 minutes or 100, and where a service has no instance.',
  options: {
    format: choice('what comes out', ['nagios', 'prometheus'], 'nagios'),
    lag: levels('messages that a group is behind', { warn: 1_000, crit: 10_000 }, whole),
    age: levels('age of the oldest that is not done: 1m:10m', { warn: 60, crit: 600 }, seconds),
    dead: levels('dead letters of a group', { warn: 1, crit: 100 }, whole),
    maySleep: texts('this service may have no instance', { placeholder: 'service' }),
  },
  examples: [
    { line: 'obey check --lag 500:5000 --age 30s:5m', about: 'as a plugin of Nagios, Icinga, Checkmk' },
    { line: 'obey check --format prometheus', about: 'for the textfile collector of node_exporter' },
  ],
  run: async ({ redis, out, now, globals, options }) => {
    const isText = options.format === 'prometheus';
    try {
      const state = await readState(await redis(), now());
      if (isText) {
        await out.text(prometheusText(state));
        return undefined;
      }
      const { line, code } = nagiosLine(state, options);
      await out.text(`${line}\n`);
      return code;
    } catch (error) {
      const { text } = explain(error, describePlace(globals.redis));
      await out.text(isText ? prometheusDown() : `OBEY CRITICAL - ${text.split('\n', 1)[0]}\n`);
      return isText ? undefined : nagiosCode(2);
    }
  },
});
