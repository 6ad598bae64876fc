import { groupBy } from '../group-by.js';
import type { Edge } from './edges.js';

/** An arrow between two services: what goes from one to the other. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
  /** Nothing of it is declared: it was only observed. */
  readonly isUndeclared: boolean;
}

const isSaid = ({ does }: Edge) => does === 'says' || does === 'sends' || does === 'asks';

/** Who says a type, beside who hears it; types that nobody hears lead nowhere, and are left out. */
const arrowsOf = (edges: readonly Edge[]): Arrow[] => {
  const heard = edges.filter((edge) => !isSaid(edge));
  const pairs = edges.filter(isSaid).flatMap((said) =>
    heard
      .filter(({ type }) => type === said.type)
      .map(({ service, declared }) => ({
        from: said.service,
        to: service,
        type: said.type,
        declared: said.declared && declared,
      })),
  );
  return [...groupBy(pairs, ({ from, to }) => `${from} ${to}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const types = [...new Set(same.map(({ type }) => type))].sort();
    return [{ from: first.from, to: first.to, types, isUndeclared: same.every(({ declared }) => !declared) }];
  });
};

const quoted = (text: string) => `"${text.replaceAll('"', "'").replaceAll('\\', '/')}"`;

/** A flowchart for Mermaid; dotted is what is observed and not declared. */
export const mermaid = (edges: readonly Edge[]): string => {
  const lines = arrowsOf(edges).map(({ from, to, types, isUndeclared }) => {
    const arrow = isUndeclared ? '-.->' : '-->';
    return `  ${idOf(from)}[${quoted(from)}] ${arrow}|${quoted(types.join('<br>'))}| ${idOf(to)}[${quoted(to)}]`;
  });
  return `flowchart LR\n${lines.join('\n')}\n`;
};

const idOf = (service: string) => `s_${service.replaceAll(/\W/g, '_')}`;

/** A graph for Graphviz; dashed is what is observed and not declared. */
export const dot = (edges: readonly Edge[]): string => {
  const lines = arrowsOf(edges).map(({ from, to, types, isUndeclared }) => {
    const style = isUndeclared ? ', style=dashed' : '';
    return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(types.join('\n')).replaceAll('\n', '\\n')}${style}];`;
  });
  return `digraph choreography {\n  rankdir=LR;\n  node [shape=box];\n${lines.join('\n')}\n}\n`;
};
