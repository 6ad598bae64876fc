import { emitKeypressEvents } from 'node:readline';
import type { Terminal } from '../command.js';
import type { Key } from './state.js';

const begin = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const end = '\u001b[?7h\u001b[?25h\u001b[?1049l';
const home = '\u001b[H';
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';

/** The whole terminal, given back as it was by `close`. Lines are cut where it ends. */
export const openScreen = (
  { input, output }: Terminal,
  { onKey, onResize }: { onKey: (key: Key) => void; onResize: () => void },
) => {
  const heard = (_: string | undefined, key: Key) => onKey(key);
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.resume();
  input.on('keypress', heard);
  output.on('resize', onResize);
  output.write(begin);
  return {
    height: () => output.rows ?? 24,
    draw: (text: string) =>
      void output.write(`${home}${text.replaceAll('\n', `${clearLine}\n`)}${clearLine}${clearBelow}`),
    close: () => {
      output.write(end);
      output.off('resize', onResize);
      input.off('keypress', heard);
      input.setRawMode(false);
      input.pause();
    },
  };
};
