interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Where a page begins, to be spread into the query of its list; empty for the first one. */
export interface Place {
  readonly cursor?: string;
}

/**
 * Every item of a list, page by page, each fetched when the one before is used up:
 * `for await (const thread of everyItem((place) => forum.content.listThreads({ params: { query: { limit: 50, ...place } } })))`.
 */
export async function* everyItem<T>(page: (place: Place) => Promise<Page<T>>): AsyncGenerator<T, void, void> {
  for (let next: string | null | undefined; next !== null; ) {
    const found: Page<T> = await page(next === undefined ? {} : { cursor: next });
    yield* found.items;
    next = found.next;
  }
}
