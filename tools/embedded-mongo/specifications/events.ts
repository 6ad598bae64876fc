import type {
  CommandFailedEvent,
  CommandStartedEvent,
  CommandSucceededEvent,
  Document,
  MongoClient,
} from 'mongodb';
import { asBson } from './bson-values.js';
import { type ExpectedEvents, onlyKnown, Unsupported } from './format.js';
import { type Lookup, Mismatch, match } from './match.js';

type CommandEvent = CommandStartedEvent | CommandSucceededEvent | CommandFailedEvent;
type Seen = {
  name: string;
  commandName: string;
  databaseName: string;
  body: Document;
  hasServiceId: boolean;
  hasServerConnectionId: boolean;
};

export type Observed = { events: () => readonly Seen[]; stop: () => void };

const EVENTS = ['commandStartedEvent', 'commandSucceededEvent', 'commandFailedEvent'];
const FIELDS = ['commandName', 'databaseName', 'command', 'reply', 'hasServiceId', 'hasServerConnectionId'];

/** Takes down the command events that a client entity observes, each as it was when it happened. */
export function observe(client: MongoClient, entity: Document): Observed {
  const { observeEvents = [], ignoreCommandMonitoringEvents = [], observeSensitiveCommands = false } = entity;
  const unknown = observeEvents.filter((name: string) => !EVENTS.includes(name));
  if (unknown.length > 0) throw new Unsupported(`the events ${unknown.join(', ')}`);
  const ignored: string[] = ['configureFailPoint', ...ignoreCommandMonitoringEvents];
  const seen: Seen[] = [];
  let stopped = false;

  function take(name: string, event: CommandEvent, body: Record<string, unknown>): void {
    const { commandName, databaseName, serviceId, serverConnectionId } = event;
    if (stopped || !observeEvents.includes(name) || ignored.includes(commandName)) return;
    if (!observeSensitiveCommands && isRedacted(body)) return;
    seen.push({
      name,
      commandName,
      databaseName,
      body,
      hasServiceId: serviceId !== undefined,
      hasServerConnectionId: serverConnectionId !== null && serverConnectionId > 0,
    });
  }

  client.on('commandStarted', (event) =>
    take('commandStartedEvent', event, { command: asBson(event.command) }),
  );
  client.on('commandSucceeded', (event) =>
    take('commandSucceededEvent', event, { reply: asBson(event.reply) }),
  );
  client.on('commandFailed', (event) => take('commandFailedEvent', event, {}));
  return {
    events: () => seen,
    stop: () => {
      stopped = true;
    },
  };
}

/** The driver empties the commands that hold secrets, and their replies. */
function isRedacted(body: Record<string, unknown>): boolean {
  return Object.values(body).some(
    (value) => typeof value === 'object' && value !== null && Object.keys(value).length === 0,
  );
}

/** Holds the events seen against those expected, one by one and in order; throws a Mismatch. */
export function matchEvents(expected: ExpectedEvents, seen: readonly Seen[], lookup: Lookup): void {
  onlyKnown(expected, ['client', 'eventType', 'ignoreExtraEvents', 'events'], 'expectEvents');
  const { client, eventType = 'command', ignoreExtraEvents = false, events } = expected;
  if (eventType !== 'command') throw new Unsupported(`events of ${eventType}`);
  const enough = ignoreExtraEvents ? seen.length >= events.length : seen.length === events.length;
  if (!enough) {
    const names = seen.map(({ name, commandName }) => `${name} of ${commandName}`).join(', ');
    throw new Mismatch(`${client} saw ${seen.length} events and not ${events.length}: ${names || 'none'}`);
  }
  for (const [index, event] of events.entries()) matchEvent(event, seen[index], `event ${index}`, lookup);
}

function matchEvent(expected: Document, seen: Seen | undefined, where: string, lookup: Lookup): void {
  const [name = '', ...more] = Object.keys(expected);
  if (!EVENTS.includes(name) || more.length > 0) throw new Unsupported(`the event ${Object.keys(expected)}`);
  if (seen?.name !== name) throw new Mismatch(`${where} is a ${seen?.name} and not a ${name}`);
  const { command, reply, ...rest } = expected[name];
  onlyKnown(expected[name], FIELDS, name);
  match(rest, seen, lookup, where);
  for (const [field, value] of Object.entries({ command, reply }))
    if (value !== undefined) match(value, seen.body[field], lookup, `${where} (${seen.commandName})`);
}
