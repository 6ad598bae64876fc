import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inCheckout } from '../bootstrap/checkout.mjs';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';

/** Where everything of a forum on this machine is to be found. */
export interface Place {
  readonly url: string;
  readonly redisUrl: string;
  readonly mongoUrl: string;
  readonly mailUrl: string;
  readonly smtpUrl: string;
  /** Stands before the name of every database. */
  readonly databasePrefix: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
}

interface ServiceEntry {
  readonly name: string;
  /** Has a database of its name. */
  readonly mongo?: boolean;
  /** The environment besides what every service gets. */
  readonly env: (place: Place) => Record<string, string>;
  /** Has one fixed address, so there can be one only. */
  readonly single?: boolean;
}

const tokens = ({ url }: Place) => ({ TOKEN_ISSUER: url, TOKEN_AUDIENCE: url });
const site = ({ url }: Place) => ({ SITE_URL: url });

const known: readonly ServiceEntry[] = [
  {
    name: 'auth',
    mongo: true,
    env: (place) => ({
      ...tokens(place),
      ...site(place),
      AUTH_SECRET: place.secrets.authSecret,
      ADMIN_EMAIL: place.secrets.admin.email,
      ADMIN_PASSWORD: place.secrets.admin.password,
    }),
  },
  { name: 'content', mongo: true, env: tokens },
  {
    name: 'alerts',
    mongo: true,
    env: (place) => ({ ...tokens(place), ...site(place), ALERTS_SECRET: place.secrets.alertsSecret }),
  },
  {
    name: 'mailing',
    env: (place) => ({ SMTP_URL: place.smtpUrl, MAIL_FROM: 'ObeyForum <forum@forum.example>' }),
  },
];

/** The folders of packages that have a main and no entry here: they get what most services want. */
const found: readonly ServiceEntry[] = readdirSync(inCheckout('packages'))
  .filter((name) => name !== 'gateway' && !known.some((entry) => entry.name === name))
  .filter((name) => existsSync(inCheckout('packages', name, 'src/main.ts')))
  .map((name) => {
    const text = readFileSync(inCheckout('packages', name, 'src/service.ts'), 'utf8');
    return {
      name,
      mongo: /\bmongo: true\b/.test(text),
      env: (place) => ({ ...tokens(place), ...site(place) }),
    };
  });

const behindGateway = [...known, ...found];

/** The services of the forum, and what each is told. */
export const services: readonly ServiceEntry[] = [
  ...behindGateway,
  {
    name: 'gateway',
    env: (place) => ({
      ...tokens(place),
      PORT: String(place.ports.gateway),
      SERVICES: behindGateway.map(({ name }) => name).join(),
    }),
    single: true,
  },
];

/** Who can run more than once. */
export const scalable = services.filter(({ single }) => !single).map(({ name }) => name);

/** The name of a service's database. */
export const databaseOf = (service: string, prefix: string): string => `${prefix}${service}`;

/** Who has a database. */
export const withDatabase = services.filter(({ mongo }) => mongo).map(({ name }) => name);

export const mainOf = (service: string): string => inCheckout('packages', service, 'dist/src/main.js');

/** The whole environment of one service: what is ours alone decides, whatever the shell has set. */
export const environmentOf = (
  service: ServiceEntry,
  place: Place,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv => ({
  ...inherited,
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'info',
  REDIS_URL: place.redisUrl,
  ...(service.mongo && {
    MONGO_URL: place.mongoUrl,
    MONGO_DATABASE: databaseOf(service.name, place.databasePrefix),
  }),
  ...service.env(place),
});
