import { command } from '../command.js';
import { dot, mermaid } from '../map/diagrams.js';
import { declaredEdges, type Edge, joined, observedEdges } from '../map/edges.js';
import { sampleOf } from '../map/sample.js';
import { choice, count } from '../option.js';
import type { Column } from '../output/table.js';
import { findStreams, topologyOf } from '../streams/find.js';

const columns: readonly Column<Edge>[] = [
  { title: 'SERVICE', value: ({ service }) => service },
  { title: 'DOES', value: ({ does }) => does },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'KIND', value: ({ kind }) => kind },
  { title: 'OWNER', value: ({ owner }) => owner, isWide: true },
  { title: 'DECLARED', value: ({ declared }) => yes(declared), isAlarming: ({ declared }) => !declared },
  { title: 'OBSERVED', value: ({ observed }) => (observed === 0 ? undefined : observed), as: 'count' },
];

const yes = (is: boolean) => (is ? 'yes' : 'no');

export const map = command({
  name: 'map',
  summary: 'Who says, sends, asks and reacts to what: declared, beside what is observed',
  details:
    'Declared is what services announce of themselves. Observed is counted in the last messages of each stream: who said them, and whose message they followed from. What is observed and not declared is worth a look; what is declared and not observed may just be rare.',
  arguments: { '[service...]': 'only what these services do' },
  completes: 'services',
  options: {
    as: choice('a table (or JSON by -o), or a diagram', ['table', 'mermaid', 'dot'], 'table', {
      placeholder: 'form',
    }),
    sample: count('messages of each partition to look at', 200),
  },
  examples: [
    { line: 'obey map alerts', about: 'what alerts says, asks and reacts to' },
    { line: 'obey map --as mermaid > map.mmd', about: 'the whole choreography as a picture' },
  ],
  run: async ({ redis, out, arguments: only, options: { as, sample } }) => {
    const connection = await redis();
    const [topology, found] = await Promise.all([topologyOf(connection), findStreams(connection)]);
    const edges = joined(
      declaredEdges(topology),
      observedEdges(await sampleOf(connection, found, sample)),
    ).filter(({ service }) => only.length === 0 || only.includes(service));
    if (as === 'table') await out.table(columns, edges);
    else await out.text(as === 'mermaid' ? mermaid(edges) : dot(edges));
    return undefined;
  },
});
