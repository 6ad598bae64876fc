import { setTimeout as pause } from 'node:timers/promises';
import { command } from '../command.js';
import { explain, UsageError } from '../errors.js';
import { describePlace } from '../globals.js';
import { duration } from '../option.js';
import { type Found, findStreams } from '../streams/find.js';
import { frameOf } from '../top/frame.js';
import { openScreen } from '../top/screen.js';
import { type Snapshot, takeSnapshot } from '../top/snapshot.js';
import { beginning, type Key, pressed } from '../top/state.js';

/** New streams are looked for so often, in ms. */
const findMs = 30_000;
const shortestMs = 200;

export const top = command({
  name: 'top',
  summary: 'All of it, live: rates, lags, what is pending and for how long, dead letters',
  details: 'Keys: s sorts by the next column, / filters, p pauses, q ends. It needs a terminal.',
  options: { every: duration('looks again so often', 2_000) },
  examples: [
    { line: 'obey top', about: 'watch a deploy' },
    { line: 'obey top --every 500ms', about: 'more often' },
  ],
  run: async ({ redis, out, now, signal, globals, terminal, options: { every } }) => {
    if (!terminal.isInteractive)
      throw new UsageError('top needs a terminal. In a pipe, obey groups shows the same once');
    const connection = await redis();
    const place = describePlace(globals.redis);
    let state = beginning;
    let snapshot: Snapshot | undefined;
    let trouble: string | undefined;
    let found: { readonly streams: readonly Found[]; readonly at: number } | undefined;
    let waking = new AbortController();

    const draw = () =>
      screen.draw(
        frameOf(snapshot?.rows ?? [], {
          state,
          place,
          trouble,
          now: now(),
          height: screen.height(),
          colors: out.colors,
        }),
      );
    const onKey = (key: Key) => {
      state = pressed(state, key);
      draw();
      if (state.isOver) waking.abort();
    };
    const look = async () => {
      if (!found || performance.now() - found.at > findMs)
        found = { streams: await findStreams(connection), at: performance.now() };
      snapshot = await takeSnapshot(connection, found.streams, snapshot?.added);
      trouble = undefined;
    };

    const screen = openScreen(terminal, { onKey, onResize: draw });
    try {
      while (!signal.aborted && !state.isOver) {
        // Redis may be restarted under a screen that goes on: the connection comes back by itself.
        if (!state.isPaused)
          await look().catch((error: unknown) => {
            trouble = explain(error, place).text;
          });
        if (state.isOver) break;
        draw();
        waking = new AbortController();
        await pause(Math.max(shortestMs, every), undefined, {
          signal: AbortSignal.any([signal, waking.signal]),
        }).catch(() => undefined);
      }
    } finally {
      screen.close();
    }
    return undefined;
  },
});
