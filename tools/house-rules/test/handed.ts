import { messages } from '@obey/contracts';
import { sources } from './sources.js';

export const byName = new Map(messages.map((message) => [message.name, message]));

/** The messages that the source of these workspaces hands to one of these functions: `publish(AuthUserChanged, …`. */
export const handedIn = (workspaces: readonly string[], functions: string) =>
  sources
    .filter(({ workspace }) => workspaces.includes(workspace))
    .flatMap(({ path, text }) =>
      [...text.matchAll(new RegExp(`\\b(?:${functions})\\(\\s*([A-Z]\\w+)`, 'g'))].map(([, name = '']) => ({
        path,
        name,
      })),
    )
    .flatMap(({ path, name }) => {
      const message = byName.get(name);
      return message ? [{ path, message }] : [];
    });
