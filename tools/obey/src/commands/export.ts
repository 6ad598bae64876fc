import { compareIds } from '@obey/choreography/inspection';
import { command } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { openWriting } from '../exports/write.js';
import { filterOptions, fitsFilter, isOpen, messageIn } from '../messages.js';
import { flag } from '../option.js';
import { createProgress } from '../progress.js';
import { findStreams } from '../streams/find.js';
import { pagesOf, type Stretch } from '../streams/pages.js';
import { rangeOptions, readRange, stretchOf } from '../streams/range.js';
import { sum } from '../streams/sum.js';

export const exportStreams = command({
  name: 'export',
  summary: 'Writes what stands on the streams to a file, with a manifest beside it',
  details:
    'One JSON object a line: stream, entry, event. The manifest (<file>.manifest.json) has the count, the first and the last entry, and the SHA-256. Until it is whole the file is called <file>.part; --resume goes on with that. Entries are as they stand, to the byte, so the file holds the secrets that are in them (links of mails that open an account): keep it like a password.',
  arguments: {
    '<file>': 'to be written',
    '[pattern-or-@range...]': 'only these: auth, events:auth, events:{auth:3}; and a range: @-1h',
  },
  options: {
    ...rangeOptions,
    ...filterOptions,
    resume: flag('go on with what an interrupted export has left'),
  },
  examples: [
    { line: 'obey export day.ndjson @-24h:now', about: 'a day, of all streams' },
    { line: "obey export bans.ndjson auth -t 'auth.user.*banned'", about: 'some messages of one service' },
  ],
  run: async ({ redis, out, now, signal, terminal, arguments: [file = '', ...words], options }) => {
    const { span, rest: patterns } = readRange(words, options, now());
    const stretch = stretchOf(span);
    const connection = await redis();
    const found = await findStreams(connection, patterns);
    const keys = found.map(({ key }) => key).sort();
    const total = sum(await Promise.all(keys.map((key) => connection.xlen(key))));
    const fits = fitsFilter(options);
    const all = isOpen(options);
    const writing = await openWriting(file, options);
    const progress = createProgress(terminal);
    try {
      for (const key of keys) {
        const rest = restOf(key, stretch, writing.last);
        if (!rest) continue;
        for await (const page of pagesOf(connection, key, rest)) {
          if (signal.aborted) break;
          const wanted = all
            ? page
            : page.filter(({ json }) => {
                const message = messageIn(json);
                return message !== undefined && fits(message);
              });
          await writing.write(key, wanted);
          progress.show(writing.count(), all ? total : undefined, 'exported');
        }
      }
    } catch (error) {
      progress.end();
      await writing.leave();
      out.note(`${file}.part holds ${writing.count()} entries; the same with --resume goes on`);
      throw error;
    }
    progress.end();
    if (signal.aborted) {
      await writing.leave();
      out.note(`Interrupted. ${file}.part holds ${writing.count()} entries; the same with --resume goes on`);
      return exitCodes.interrupted;
    }
    const manifest = await writing.finish(now());
    if (manifest.count > 0)
      out.note(`${file} holds messages as they stand, secrets among them: keep it like a password`);
    await out.one(manifest, () => `${file}: ${manifest.count} entries, SHA-256 ${manifest.sha256}`);
    return undefined;
  },
});

/** What of a stream is not in the file yet; undefined where all is. */
const restOf = (
  key: string,
  stretch: Stretch,
  last: { readonly stream: string; readonly entry: string } | undefined,
): Stretch | undefined => {
  if (!last || key > last.stream) return stretch;
  if (key < last.stream) return undefined;
  return stretch.to !== '+' && stretch.to.includes('-') && compareIds(last.entry, stretch.to) >= 0
    ? undefined
    : { from: `(${last.entry}`, to: stretch.to };
};
