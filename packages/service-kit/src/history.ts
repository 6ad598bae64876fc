import type { History, HistoryQuery } from '@obey/choreography';
import Type from 'typebox';
import { Compile } from 'typebox/compile';

const Given = Compile(
  Type.Object({ entries: Type.Array(Type.Object({ id: Type.String(), event: Type.String() })) }),
);

/** An archive that is asked over the streams, by a request whose fields are those of a `HistoryQuery`. */
export const createHistory =
  (ask: (asked: HistoryQuery) => Promise<unknown>): History =>
  async (asked) =>
    Given.Parse(await ask(asked));
