import type { Declared, Message, ServiceDescription } from '@obey/choreography';
import type { StreamName } from '@obey/choreography/inspection';

type Kind = StreamName['kind'];

/** One thing that a service does with one type of message. */
export interface Edge {
  readonly service: string;
  readonly does: 'says' | 'sends' | 'asks' | 'reacts to' | 'answers';
  readonly type: string;
  readonly kind: Kind;
  readonly owner: string;
  readonly declared: boolean;
  /** How often, among the messages that were looked at. */
  readonly observed: number;
}

/** A message that stands on a stream of this kind and owner. */
export interface Sampled {
  readonly message: Message;
  readonly name: Pick<StreamName, 'kind' | 'owner'>;
}

const saying: Readonly<Record<Kind, Edge['does']>> = {
  notification: 'says',
  command: 'sends',
  request: 'asks',
};
const hearing = (kind: Kind): Edge['does'] => (kind === 'request' ? 'answers' : 'reacts to');

export const declaredEdges = (topology: readonly ServiceDescription[]): Edge[] =>
  topology.flatMap(({ service, says, asks, reactsTo }) => {
    const edge = ({ type, kind, owner }: Declared, does: Edge['does']): Edge => ({
      service,
      does,
      type,
      kind,
      owner,
      declared: true,
      observed: 0,
    });
    return [
      ...[...says, ...asks].map((one) => edge(one, saying[one.kind])),
      ...reactsTo.map((one) => edge(one, hearing(one.kind))),
    ];
  });

/** What the messages themselves tell: who said them, and that who says something because of a message reacts to it. */
export const observedEdges = (sample: readonly Sampled[]): Edge[] => {
  const byId = new Map(sample.map((one) => [one.message.id, one]));
  return sample.flatMap(({ message, name }) => {
    const { source: service, type, causationId = '' } = message;
    const said: Edge = { service, does: saying[name.kind], type, ...name, declared: false, observed: 1 };
    const cause = byId.get(causationId);
    if (!cause) return [said];
    const does = hearing(cause.name.kind);
    return [said, { service, does, type: cause.message.type, ...cause.name, declared: false, observed: 1 }];
  });
};

const order: readonly Edge['does'][] = ['says', 'sends', 'asks', 'answers', 'reacts to'];

/** Each edge once, with whether it is declared and how often it was observed. */
export const joined = (...lists: readonly (readonly Edge[])[]): Edge[] => {
  const edges = new Map<string, Edge>();
  for (const { kind, owner, ...edge } of lists.flat()) {
    const key = `${edge.service} ${edge.does} ${edge.type}`;
    const known = edges.get(key);
    edges.set(key, {
      ...edge,
      kind,
      owner,
      declared: edge.declared || (known?.declared ?? false),
      observed: edge.observed + (known?.observed ?? 0),
    });
  }
  return [...edges.values()].sort(
    (a, b) =>
      a.service.localeCompare(b.service) ||
      order.indexOf(a.does) - order.indexOf(b.does) ||
      a.type.localeCompare(b.type),
  );
};
