import { defineService } from '@obey/service-kit';
import type { CommandStartedEvent, Document } from 'mongodb';
import { content } from '../../src/service.js';
import type { Forum, Instance } from './forum.js';

export interface Observed extends Instance {
  /** The commands that the service sent to its database while this ran, but for those of its outboxes' sweepers. */
  during(act: () => Promise<unknown>): Promise<Document[]>;
}

/** One more instance of content, whose conversation with its database can be listened to. */
export const startObserved = async (forum: Forum): Promise<Observed> => {
  const started: CommandStartedEvent[] = [];
  const observed = defineService({
    ...content,
    create: (kit) => {
      kit.db.client.on('commandStarted', (event) => started.push(event));
      return content.create(kit);
    },
  });
  const url = new URL(forum.mongoUrl);
  url.pathname ||= '/';
  url.searchParams.set('monitorCommands', 'true');
  const instance = await forum.startAnother(observed, { MONGO_URL: url.href });
  return {
    ...instance,
    during: async (act) => {
      started.length = 0;
      await act();
      return started.map(({ command }) => command).filter((command) => !isSweep(command));
    },
  };
};

const isSweep = (command: Document) =>
  /"outbox\.(dueAt|forgetAt)"/.test(JSON.stringify([command.filter, command.updates])) || 'ping' in command;
