import type { Message } from '@obey/choreography';
import { groupBy } from './group-by.js';
import type { Standing } from './streams/standing.js';

/** A message of a flow with what is known of it. */
export interface FlowMessage {
  readonly id: string;
  readonly type: string;
  readonly service: string;
  readonly subject: string;
  readonly time: string;
  readonly causationId?: string;
  readonly standings: readonly Standing[];
}

/** A message with what it caused; of one that is `missing` only the id is known. */
export interface FlowNode {
  readonly id: string;
  readonly missing: boolean;
  readonly message: FlowMessage | undefined;
  /** From when its cause was said, in ms; null where there is none, or it is missing. Clocks of services differ. */
  readonly afterMs: number | null;
  readonly caused: readonly FlowNode[];
}

export interface Flow {
  readonly correlationId: string;
  readonly messages: number;
  readonly services: readonly string[];
  readonly tookMs: number;
  readonly trees: readonly FlowNode[];
}

export const flowMessage = (
  { id, type, source, subject, time, causationId }: Message,
  standings: readonly Standing[],
): FlowMessage => ({
  id,
  type,
  service: source,
  subject,
  time,
  ...(causationId !== undefined && { causationId }),
  standings,
});

const byTime = (a: FlowMessage, b: FlowMessage) => a.time.localeCompare(b.time) || a.id.localeCompare(b.id);

/** Whether every cause that the messages name is among them. */
export const isWhole = (messages: readonly Pick<Message, 'id' | 'causationId'>[]): boolean => {
  const ids = new Set(messages.map(({ id }) => id));
  return messages.every(({ causationId }) => causationId === undefined || ids.has(causationId));
};

/** The messages as trees of what caused what, each in the order in which it was said, and each once. */
export const flowOf = (correlationId: string, said: readonly FlowMessage[]): Flow => {
  const messages = [...new Map(said.map((message) => [message.id, message])).values()].sort(byTime);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const effects = groupBy(messages, ({ causationId }) => causationId);
  const drawn = new Set<string>();
  const effectsOf = (id: string): FlowNode[] =>
    (effects.get(id) ?? []).filter((message) => !drawn.has(message.id)).map(node);
  const node = (message: FlowMessage): FlowNode => {
    drawn.add(message.id);
    const cause = byId.get(message.causationId ?? '');
    const afterMs = cause ? Date.parse(message.time) - Date.parse(cause.time) : null;
    return { id: message.id, missing: false, message, afterMs, caused: effectsOf(message.id) };
  };
  const gap = (id: string): FlowNode => ({
    id,
    missing: true,
    message: undefined,
    afterMs: null,
    caused: effectsOf(id),
  });
  const trees: FlowNode[] = [];
  for (const message of messages) {
    const { causationId } = message;
    if (drawn.has(message.id) || (causationId !== undefined && byId.has(causationId))) continue;
    trees.push(causationId === undefined ? node(message) : gap(causationId));
  }
  // What is left is its own cause.
  for (const message of messages) if (!drawn.has(message.id)) trees.push(node(message));
  const [first, last] = [messages[0], messages.at(-1)];
  return {
    correlationId,
    messages: messages.length,
    services: [...new Set(messages.map(({ service }) => service))].sort(),
    tookMs: first && last ? Date.parse(last.time) - Date.parse(first.time) : 0,
    trees,
  };
};
