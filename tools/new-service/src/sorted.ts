/** Adds entries where npm would put them: before the first key that sorts after theirs, in a record that is sorted. */
export const byKey = (
  record: Readonly<Record<string, unknown>>,
  additions: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const entries = Object.entries(record);
  for (const [key, value] of Object.entries(additions)) {
    const next = entries.findIndex(([other]) => other.localeCompare(key, 'en') > 0);
    entries.splice(next === -1 ? entries.length : next, 0, [key, value]);
  }
  return Object.fromEntries(entries);
};
