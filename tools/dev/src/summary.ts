import pc from 'picocolors';
import type { Forum } from './forum.js';
import { services } from './services.js';

/** What somebody wants to know of a forum that is up: where it is, who may manage it, what to try. */
export const summary = (forum: Forum, logs: string): string => {
  const rows: [string, string][] = [
    ['Forum', pc.bold(forum.url)],
    [
      'API',
      services
        .filter(({ single }) => !single)
        .map(({ name }) => `/${name}/openapi.json`)
        .join('  '),
    ],
    ['Mails', forum.mailUrl],
    ['Redis', forum.redisUrl],
    ['MongoDB', withoutPassword(forum.mongoUrl)],
    ['Administrator', `${forum.admin.email}  ${forum.admin.password}`],
    ['Logs', logs],
  ];
  const redisPort = new URL(forum.redisUrl).port;
  const port = new URL(forum.url).port;
  const tries = [
    `npm run demo${port === '8080' ? '' : ` -- --url ${forum.url}`}`,
    `curl ${forum.url}/content/categories`,
    `redis-cli -p ${redisPort} XRANGE 'events:{auth:0}' - + COUNT 3`,
  ];
  return [
    '',
    ...rows.map(([name, value]) => `  ${pc.dim(name.padEnd(14))} ${value}`),
    '',
    `  ${pc.dim('Try in another terminal:')}`,
    ...tries.map((command) => `    ${pc.cyan(command)}`),
    '',
    `  ${pc.dim('Ctrl-C stops everything.')}`,
    '',
  ].join('\n');
};

const withoutPassword = (url: string) => url.replace(/\/\/([^@/]*)@/, '//…@');
