import type { GroupState, State } from './state.js';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** The text format of Prometheus (version 0.0.4), for a textfile collector. What cannot be known is left out. */
export const prometheusText = ({ groups, instances }: State): string => {
  const each = (value: (state: GroupState) => number | null): Sample[] =>
    groups.flatMap((state) => {
      const known = value(state);
      return known === null ? [] : [[{ group: state.group }, known] as const];
    });
  return [
    gauge('obey_up', 'Whether Redis could be looked at', [[{}, 1]]),
    gauge(
      'obey_group_lag',
      'Messages not yet delivered',
      each(({ lag }) => lag),
    ),
    gauge(
      'obey_group_pending',
      'Messages delivered and not done',
      each(({ pending }) => pending),
    ),
    gauge(
      'obey_group_oldest_seconds',
      'Age of the oldest message that is not done',
      each(({ oldestS }) => oldestS),
    ),
    gauge(
      'obey_group_dead_letters',
      'Messages that could not be handled',
      each(({ dead }) => dead),
    ),
    gauge(
      'obey_service_instances',
      'Instances that run',
      [...instances].map(([service, count]) => [{ service }, count] as const),
    ),
  ].join('');
};

/** What is told where Redis is away. */
export const prometheusDown = (): string => gauge('obey_up', 'Whether Redis could be looked at', [[{}, 0]]);

const gauge = (name: string, help: string, samples: readonly Sample[]): string => {
  const lines = samples.map(([labels, value]) => `${name}${labelsText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
};

const labelsText = (labels: Readonly<Record<string, string>>) => {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return all.length === 0 ? '' : `{${all.join(',')}}`;
};

const escaped = (value: string) =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
