import test from 'ava';
import { requestNames, requestsTo } from '../src/suites/content/requests.js';
import { withStage } from '../src/suites/content/stage.js';
import { withDatabase } from '../src/suites/embedded-mongo/database.js';

const itemsOf = (answer: string): readonly Record<string, unknown>[] => {
  const { items }: { items?: Record<string, unknown>[] } = JSON.parse(answer);
  return items ?? [];
};

test('content, the gateway and the bare handler give the same pages, and each takes posts', (t) =>
  withDatabase(undefined, ({ url: mongoUrl }) =>
    withStage({ posts: 3_000, mongoUrl, database: 'content', clients: 2 }, async (stage) => {
      const { service, gateway, bare, sectionIds, threadIds } = stage;
      for (const path of [
        `/content/sections/${sectionIds[0]}/threads?limit=20`,
        `/content/threads/${threadIds[7]}/posts?limit=20`,
      ]) {
        const shown = itemsOf(await service.get(path));
        t.is(shown.length, 20, path);
        const idsShown = shown.map(({ id }) => id);
        t.deepEqual(
          itemsOf(await gateway.get(path)).map(({ id }) => id),
          idsShown,
        );
        t.deepEqual(
          itemsOf(await bare.get(path)).map(({ _id }) => _id),
          idsShown,
        );
      }
      for (const client of [service, gateway, bare]) {
        const requests = requestsTo(client, stage);
        for (const name of requestNames)
          for (let number = 0; number < 4; number++) await requests[name](number);
      }
      await t.throwsAsync(service.get('/content/threads/none/posts'), { message: /answered 4\d\d/ });
    }),
  ));
