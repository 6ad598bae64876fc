/** A handler begins, or ends without an error. `at` is in milliseconds of the machine's monotonic clock. */
export interface Handling {
  readonly kind: 'start' | 'end';
  readonly at: number;
  readonly worker: string;
  /** The partition: `events:{shop:3}`. */
  readonly stream: string;
  readonly epoch: number;
  readonly subject: string;
  readonly step: number;
  readonly id: string;
  /** Whether it may have been begun before: by an earlier owner, or by an earlier try. */
  readonly again: boolean;
}

/** Redis has told the publisher that it has this message. */
export interface Publishing {
  readonly kind: 'published';
  readonly at: number;
  readonly subject: string;
  readonly step: number;
  readonly id: string;
}

/** What happens to a worker: killed by SIGKILL, asked to leave by SIGTERM, its process is gone. */
export interface Passing {
  readonly kind: 'killed' | 'leaving' | 'exited';
  readonly at: number;
  readonly worker: string;
}

/** What helps to understand a run, and is not checked. */
export interface Note {
  readonly kind: 'note';
  readonly at: number;
  readonly worker: string;
  readonly text: string;
}

export type LogRecord = Handling | Publishing | Passing | Note;

/** The monotonic clock, which all processes of the machine share, in milliseconds. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** One line: the fields in the order of their declaration, with tabs between them. */
export const writeLine = (record: LogRecord): string => {
  const { kind, at } = record;
  const fields = () => {
    switch (record.kind) {
      case 'start':
      case 'end':
        return [
          record.worker,
          record.stream,
          record.epoch,
          record.subject,
          record.step,
          record.id,
          record.again,
        ];
      case 'published':
        return [record.subject, record.step, record.id];
      case 'note':
        return [record.worker, record.text.replaceAll(/\s+/g, ' ')];
      default:
        return [record.worker];
    }
  };
  return `${[kind, at.toFixed(6), ...fields()].join('\t')}\n`;
};

/** Reads what `writeLine` wrote. Throws where it did not. */
export const readLine = (line: string): LogRecord => {
  const [kind, time, ...fields] = line.split('\t');
  const at = Number(time);
  const text = (index: number) => {
    const value = fields[index];
    if (value === undefined) throw new Error(`A record is cut off: '${line}'`);
    return value;
  };
  switch (kind) {
    case 'start':
    case 'end':
      return {
        ...{ kind, at, worker: text(0), stream: text(1), epoch: Number(text(2)) },
        ...{ subject: text(3), step: Number(text(4)), id: text(5) },
        again: text(6) === 'true',
      };
    case 'published':
      return { kind, at, subject: text(0), step: Number(text(1)), id: text(2) };
    case 'killed':
    case 'leaving':
    case 'exited':
      return { kind, at, worker: text(0) };
    case 'note':
      return { kind, at, worker: text(0), text: text(1) };
    default:
      throw new Error(`There is no record of the kind '${kind}'`);
  }
};
