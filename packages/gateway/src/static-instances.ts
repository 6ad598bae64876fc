import { SettingFaulty } from '@obey/service-kit';
/** An instance that is named by the settings, and not by its heartbeats. */
export interface StaticInstance {
  readonly service: string;
  readonly instance: string;
  readonly url: string;
}

/** The setting that lists instances cannot be read. */
export class InstancesFaulty extends SettingFaulty {
  readonly code = 'gateway.instances-faulty';

  constructor(entry: string) {
    super(
      `INSTANCES has ${JSON.stringify(entry)}; write services and the URLs of their instances, ` +
        'like shop=http://10.0.0.5:3000 http://10.0.0.6:3000, post=http://10.0.0.7:3000',
    );
    this.name = 'InstancesFaulty';
  }
}

/** These first segments are the gateway's own. */
const reserved = new Set(['docs', 'health', 'metrics']);

/** Whether there can be a service of this name here. */
export const isServiceName = (name: string): boolean => /^[a-z][a-z0-9-]*$/.test(name) && !reserved.has(name);

/** Whether an instance can be asked there: by HTTP, and at the root, since paths are not rewritten. */
export const isInstanceUrl = (url: string): boolean =>
  /^https?:\/\/[^/?#@\s]+\/?$/i.test(url) && URL.canParse(url);

/** Reads `service=url url …` by commas; an empty text names nobody. Throws `InstancesFaulty`. */
export const readInstances = (listed: string): StaticInstance[] =>
  listed
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .flatMap((entry) => {
      const [, service = '', urls = ''] = /^([^\s=]+)\s*=\s*(\S.*)$/.exec(entry) ?? [];
      if (!isServiceName(service)) throw new InstancesFaulty(entry);
      return urls.split(/\s+/).map((url) => {
        if (!isInstanceUrl(url)) throw new InstancesFaulty(entry);
        return { service, instance: `${service}@${new URL(url).host}`, url };
      });
    });
