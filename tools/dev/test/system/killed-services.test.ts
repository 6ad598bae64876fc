import { waitFor } from '../../src/wait.js';
import { withForum } from './forum.js';

const test = withForum();

/** Who is killed after which step: where the death hurts most. */
const deaths: [string, RegExp][] = [
  ['auth', /^Ann-\w+ signs up$/],
  ['auth', /^Ben-\w+ signs in$/],
  ['content', /^Ben-\w+ replies$/],
  ['alerts', /^Ben-\w+ replies$/],
  ['alerts', /opens the live stream/],
  ['mailing', /alert is listed$/],
  ['presence', /^Ann-\w+ signs in$/],
  ['gateway', /writes a thread$/],
];

for (const [service, after] of deaths)
  test.serial(
    `kill -9 of ${service} after "${after.source}" loses nothing and doubles nothing`,
    async (t) => {
      t.timeout(180_000);
      const { forum, story } = t.context;
      const pidsOf = () => forum.list().flatMap((one) => (one.service === service ? [one.pid] : []));
      const before = pidsOf();
      let killed = 0;
      const { failures } = await story((title) => {
        if (!after.test(title)) return;
        killed++;
        forum.kill(service, 'SIGKILL');
      });
      t.is(killed, 1);
      t.deepEqual(failures, []);
      const [pid] = await waitFor(
        `${service} to run again`,
        () => {
          const now = pidsOf();
          return now.every((one) => one !== undefined && !before.includes(one)) ? now : undefined;
        },
        { withinMs: 30_000 },
      );
      t.not(pid, before[0]);
    },
  );
