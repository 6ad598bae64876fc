interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * Every item of a list, page by page, each fetched when the one before is used up:
 * `for await (const thread of everyItem((cursor) => forum.content.listThreads({ params: { query: { cursor } } })))`.
 */
export async function* everyItem<T>(
  page: (cursor?: string) => Promise<Page<T>>,
): AsyncGenerator<T, void, void> {
  for (let next: string | null | undefined; next !== null; ) {
    const found: Page<T> = next === undefined ? await page() : await page(next);
    yield* found.items;
    next = found.next;
  }
}
