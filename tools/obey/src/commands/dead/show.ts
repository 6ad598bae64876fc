import { command } from '../../command.js';
import { NotFound } from '../../errors.js';
import { findLetters, type Letter } from '../../letters/find.js';
import { visible } from '../../output/cells.js';
import { loadVeil, veilOptions } from '../../veil.js';

export const deadShow = command({
  name: 'dead show',
  summary: 'A dead letter: its message, its error and its stack',
  arguments: { '<id>': 'of the letter, or of its message; several groups may have it' },
  options: veilOptions,
  examples: [
    { line: 'obey dead show 1795290712011-0', about: 'by the id of the letter (obey dead ls)' },
    { line: 'obey dead show 01a1ffaa-479a-7367-9a64-4766d95879e8', about: 'by the id of its message' },
  ],
  run: async ({ redis, out, arguments: [id = ''], options }) => {
    const veil = await loadVeil(options);
    const found: Letter[] = [];
    const any = { type: undefined, error: undefined, stream: undefined };
    for await (const letter of findLetters(await redis(), [], { ...any, id }))
      found.push({
        ...letter,
        message: letter.message && veil.of(letter.message),
        event: veil.over(letter.event),
      });
    if (found.length === 0) throw new NotFound(`No dead letter has the id ${id}. Run obey dead ls`);
    await out.one(found.map(letterView), () => found.map(letterText).join('\n\n'));
  },
});

const letterView = ({ event, message, ...letter }: Letter) => ({
  ...letter,
  ...(message ? { message } : { event }),
});

const letterText = ({
  id,
  group,
  stream,
  entry,
  died,
  attempts,
  code,
  error,
  stack,
  message,
  event,
}: Letter) =>
  [
    ['letter', id],
    ['group', group],
    ['stood on', `${stream} ${entry}`],
    ['died', died.toISOString()],
    ['attempts', String(attempts)],
    ['code', code],
    ['error', error],
  ]
    .map(([name = '', value = '']) => `${name.padEnd(9)} ${visible(value)}`)
    .concat(
      stack.split('\n').map((line) => `  ${visible(line)}`),
      message ? JSON.stringify(message, null, 2).split('\n').map(visible) : visible(event),
    )
    .join('\n');
