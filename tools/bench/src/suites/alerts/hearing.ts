/** Waits for posts to be heard of on streams. */
export interface Hearing {
  /** To be called with every piece that comes. */
  readonly hear: (index: number, piece: Buffer) => void;
  /** Resolves, with the time, when so many streams have heard of this post. Rejects when that takes longer than three minutes. */
  heard(postId: string, by: number): Promise<number>;
}

const withinMs = 180_000;

export const createHearing = (): Hearing => {
  const awaited = new Map<string, (index: number) => void>();
  return {
    hear: (index, piece) => {
      if (awaited.size === 0) return;
      const text = piece.toString('latin1');
      for (const [postId, hear] of awaited) if (text.includes(postId)) hear(index);
    },
    heard: (postId, by) =>
      new Promise((resolve, reject) => {
        const heardBy = new Set<number>();
        const end = () => {
          clearTimeout(late);
          awaited.delete(postId);
        };
        const late = setTimeout(() => {
          end();
          reject(new Error(`Of ${by} streams ${heardBy.size} have heard of a post within ${withinMs} ms.`));
        }, withinMs);
        awaited.set(postId, (index) => {
          heardBy.add(index);
          if (heardBy.size < by) return;
          end();
          resolve(performance.now());
        });
      }),
  };
};
