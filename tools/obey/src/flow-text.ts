import type { Colors } from 'picocolors/types.js';
import type { Flow, FlowNode } from './flow.js';
import { visible } from './output/cells.js';
import { standingText } from './standing-text.js';
import { isOpen } from './streams/standing.js';
import { formatDuration } from './times.js';

interface Look {
  readonly colors: Colors;
  readonly now: Date;
}

/** The tree for people: who said what, how long after its cause, and what is not done yet. */
export const flowText = ({ correlationId, messages, services, tookMs, trees }: Flow, look: Look): string => {
  const { colors } = look;
  const count = messages === 1 ? '1 message' : `${messages} messages`;
  const head = `${colors.bold(visible(correlationId))}  ${count}, ${services.map(visible).join(', ')}, ${formatDuration(tookMs)}`;
  return [head, ...trees.flatMap((node) => nodeLines(node, '', '', look))].join('\n');
};

const nodeLines = (node: FlowNode, lead: string, below: string, look: Look): string[] => {
  const { message, afterMs, caused } = node;
  const { colors } = look;
  const marks = (message?.standings ?? [])
    .filter(isOpen)
    .map(
      (one) =>
        `${below}${caused.length > 0 ? '│' : ' '}    ${visible(one.group)}: ${standingText(one, look)}`,
    );
  return [
    `${lead}${message ? lineOf(message, afterMs, colors) : `${colors.dim(node.id)} ${colors.yellow('is not on the streams any more')}`}`,
    ...marks,
    ...caused.flatMap((child, at) => {
      const isLast = at === caused.length - 1;
      return nodeLines(child, `${below}${isLast ? '└─ ' : '├─ '}`, `${below}${isLast ? '   ' : '│  '}`, look);
    }),
  ];
};

const lineOf = (
  { service, type, subject, time }: NonNullable<FlowNode['message']>,
  afterMs: number | null,
  colors: Colors,
) => {
  const when = afterMs === null ? time : `${afterMs < 0 ? '' : '+'}${formatDuration(afterMs)}`;
  return `${colors.cyan(visible(service))} ${colors.bold(visible(type))}  ${visible(when)}  ${colors.dim(visible(subject))}`;
};
