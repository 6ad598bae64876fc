import { messages } from '@obey/contracts';
import { mask, secrets } from '@obey/contracts/masking';
import type { RecordedKey } from './forum-day.js';

const contracts = new Map(messages.map((one) => [one.type, one]));

/** The text of an event with its secrets masked; any other text as it is. */
const masked = (text: string): string => {
  if (!text.startsWith('{')) return text;
  const event: unknown = JSON.parse(text);
  if (typeof event !== 'object' || event === null || !('type' in event && 'data' in event)) return text;
  const schema = contracts.get(String(event.type))?.data;
  return JSON.stringify({ ...event, data: mask(schema, event.data, secrets) });
};

/** What is written down holds no secrets: not even of people who do not exist. */
export const withoutSecrets = (recorded: RecordedKey): RecordedKey => {
  switch (recorded.type) {
    case 'stream':
      return {
        ...recorded,
        entries: recorded.entries.map(([id, fields]) => [id, fields.map(masked)] as const),
      };
    case 'zset':
      return { ...recorded, members: recorded.members.map(masked) };
    default:
      return recorded;
  }
};
