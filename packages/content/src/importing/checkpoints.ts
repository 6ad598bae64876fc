import type { Collection } from 'mongodb';

/** How far the import of one file has come. It stands with what was imported, so that it is forgotten together with it. */
export interface Checkpoint {
  /** Tells the file, in the state in which it was read, from others. */
  readonly _id: string;
  /** Bytes and lines that were dealt with. */
  readonly offset: number;
  readonly line: number;
  readonly added: number;
  readonly present: number;
  readonly refused: number;
}

/** The checkpoints of imports that have not come to the end of their files. */
export const checkpointsIn = (imports: Collection<Checkpoint>) => ({
  find: (file: string): Promise<Checkpoint | null> => imports.findOne({ _id: file }),
  keep: async ({ _id, ...rest }: Checkpoint): Promise<void> => {
    await imports.replaceOne({ _id }, rest, { upsert: true });
  },
  forget: async (file: string): Promise<void> => {
    await imports.deleteOne({ _id: file });
  },
});
