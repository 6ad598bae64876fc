import { MultiBar, Presets } from 'cli-progress';
import type { Standing } from './import-file.js';
import type { BadLine } from './import-window.js';
import { createPace, shownTime } from './pace.js';

/** Shows how far an import is, and what is wrong with lines. */
export interface Progress {
  step(standing: Standing): void;
  bad(line: BadLine): void;
  end(): void;
}

interface Output {
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** In ms. */
  readonly now: () => number;
}

const number = new Intl.NumberFormat('en');

const shownBad = ({ number: line, code, detail }: BadLine) => `line ${line}: ${detail} (${code})`;

/** A bar where somebody looks at a terminal; elsewhere a line every few seconds. */
export const createProgress = ({ stream, now }: Output): Progress =>
  stream.isTTY ? bar({ stream, now }) : plain({ stream, now });

const bar = ({ stream, now }: Output): Progress => {
  const paceAt = createPace();
  const format = '{bar} {percentage} % · {lines} lines · {rate}/s · {left} left';
  const bars = new MultiBar({ stream, format, hideCursor: true, barsize: 30 }, Presets.shades_classic);
  const one = bars.create(1, 0, { lines: '0', rate: '0', left: '?' });
  return {
    step: (standing) => {
      const { rate, secondsLeft } = paceAt({ at: now(), ...standing }, standing.size);
      one.setTotal(standing.size);
      one.update(standing.offset, {
        lines: number.format(standing.line),
        rate: number.format(Math.round(rate)),
        left: shownTime(secondsLeft),
      });
    },
    bad: (line) => bars.log(`${shownBad(line)}\n`),
    end: () => {
      // What was logged is written with the next drawing of the bar only.
      bars.update();
      bars.stop();
    },
  };
};

const everyMs = 5_000;

const plain = ({ stream, now }: Output): Progress => {
  const paceAt = createPace();
  let told = now();
  return {
    step: (standing) => {
      const at = now();
      const { rate, secondsLeft } = paceAt({ at, ...standing }, standing.size);
      if (at - told < everyMs) return;
      told = at;
      const percent = Math.floor((100 * standing.offset) / Math.max(1, standing.size));
      const lines = number.format(standing.line);
      const pace = `${number.format(Math.round(rate))}/s, ${shownTime(secondsLeft)} left`;
      stream.write(`${percent} %, ${lines} lines, ${pace}\n`);
    },
    bad: (line) => stream.write(`${shownBad(line)}\n`),
    end: () => {},
  };
};
