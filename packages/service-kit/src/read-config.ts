import type { ConfigOf, ConfigTable } from './config.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting cannot be used. Its message says which and what to write, and is all that a start shows of it. */
export abstract class SettingFaulty extends Error {
  abstract readonly code: string;
}

/** Some settings are missing or wrong: all of them, not the first. Values of secrets are not shown. */
export class ConfigFaulty extends SettingFaulty {
  readonly code = 'config.faulty';
  readonly faults: readonly string[];

  constructor(service: string, faults: readonly string[]) {
    super(`The settings of ${service} are faulty:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigFaulty';
    this.faults = faults;
  }
}

/** Reads a table from the environment, at once. An empty variable counts as absent. Throws `ConfigFaulty`. */
export const readConfig = <T extends ConfigTable>(
  service: string,
  table: T,
  env: Environment,
): ConfigOf<T> => {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(table)) {
    const given = env[name];
    if (given === undefined || given === '') {
      if (setting.absent) values[name] = setting.absent.value;
      else faults.push(`${name} is missing: ${setting.help}`);
      continue;
    }
    const reading = setting.read(given);
    if ('value' in reading) values[name] = reading.value;
    else faults.push(`${name} ${reading.fault}: ${setting.help}`);
  }
  if (faults.length === 0 && holdsAll(values, table)) return values;
  throw new ConfigFaulty(service, faults);
};

const holdsAll = <T extends ConfigTable>(values: object, table: T): values is ConfigOf<T> =>
  Object.keys(table).every((name) => name in values);
