import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '@obey/contracts';
import test from 'ava';
import { byName, handedIn } from './handed.js';
import { importsOf, root, services, sources } from './sources.js';

/** The names in a list of `service.ts`, like `says: [AuthUserChanged]`; undefined where there is no such list. */
const listed = (service: string, list: 'says' | 'asks' | 'groups') => {
  const text = sources.find(({ path }) => path === `packages/${service}/src/service.ts`)?.text ?? '';
  return new RegExp(`\\b${list}: \\[([^\\]]*)\\]`)
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim().replaceAll("'", ''))
    .filter((name) => name !== '')
    .sort();
};

/** What a service hands to these functions, itself or by the replica of users that it keeps. */
const handed = (service: string, functions: string) => {
  const own = `packages/${service}`;
  const replicating = sources.some(
    (source) => source.workspace === own && importsOf(source).includes('@obey/user-replica'),
  );
  const workspaces = replicating ? [own, 'packages/user-replica'] : [own];
  return [...new Set(handedIn(workspaces, functions).map(({ message }) => message.name))].sort();
};

/** The service's row in the table of ARCHITECTURE.md: names of messages by what is done with them. */
const rowOf = (service: string) => {
  const rows = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n');
  const row = rows.find((line) => line.startsWith(`| [${service}](packages/${service}) |`)) ?? '';
  const [, , , , says = '', hears = ''] = row.split('|');
  const [reactsTo = '', asks = ''] = hears.split('asks ');
  const namesIn = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort();
  return { says: namesIn(says), asks: namesIn(asks), reactsTo: namesIn(reactsTo) };
};

test('every service declares what it says and what it asks, and does just that', (t) => {
  for (const service of services) {
    t.deepEqual(listed(service, 'says'), handed(service, 'publish|publishAll|send|compose'), service);
    t.deepEqual(listed(service, 'asks'), handed(service, 'ask'), service);
  }
});

test('a service says notifications and commands, and asks requests', (t) => {
  const kindsOf = (list: 'says' | 'asks') =>
    services.flatMap((service) => listed(service, list) ?? []).map((name) => byName.get(name)?.kind);
  t.deepEqual([...new Set(kindsOf('says'))].sort(), ['command', 'notification']);
  t.deepEqual([...new Set(kindsOf('asks'))], ['request']);
});

test('a notification is declared by its owner, or by nobody', (t) => {
  const sayers = (name: string) => services.filter((service) => listed(service, 'says')?.includes(name));
  for (const { name, owner } of messages.filter(({ kind }) => kind === 'notification'))
    t.true([[], [owner]].map(String).includes(String(sayers(name))), name);
});

const hasHistory = (service: string) =>
  /^ {2}history: /m.test(
    sources.find(({ path }) => path === `packages/${service}/src/service.ts`)?.text ?? '',
  );

test('a service waits with what it forgets for all who react to it and cannot have it from the archive, and for nobody else', (t) => {
  for (const service of services) {
    const reacting = services.filter((other) =>
      handed(other, 'on').some((name) => {
        const message = byName.get(name);
        return message?.kind === 'notification' && message.owner === service;
      }),
    );
    const named = listed(service, 'groups') ?? [];
    const strangers = named.filter((group) => !reacting.includes(group));
    const forgotten = reacting.filter((other) => !hasHistory(other) && !named.includes(other));
    t.deepEqual({ strangers, forgotten }, { strangers: [], forgotten: [] }, service);
  }
});

test('the cast in ARCHITECTURE.md says, asks and reacts as the services do', (t) => {
  for (const service of services) {
    const { says, asks, reactsTo } = rowOf(service);
    t.deepEqual(says, listed(service, 'says'), service);
    t.deepEqual(asks, listed(service, 'asks'), service);
    t.deepEqual(reactsTo, handed(service, 'on|answer'), service);
  }
});
