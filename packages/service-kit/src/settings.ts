import type { ConfigOf, ConfigTable } from './config.js';
import { type BaseConfig, baseConfig, edgeConfig, mongoConfig, tokenConfig } from './own-config.js';
import { type Environment, readConfig } from './read-config.js';
import type { Service } from './service.js';

/** What a service is told by its environment: its own settings, and those that its parts bring along. */
export const readSettings = <C extends ConfigTable, M extends boolean>(
  service: Service<C, M>,
  env: Environment,
) => {
  const { name, mongo, tokens, edge, config } = service;
  const table = {
    ...baseConfig,
    ...(mongo && mongoConfig),
    ...(tokens && tokenConfig),
    ...(edge && edgeConfig),
    ...config,
  };
  readConfig(name, table, env);
  const own: ConfigOf<C> = readConfig(name, config, env);
  const base: BaseConfig = readConfig(name, baseConfig, env);
  const port = own.PORT;
  return {
    config: { ...base, ...own },
    base: typeof port === 'number' ? { ...base, PORT: port } : base,
    mongo: mongo ? readConfig(name, mongoConfig, env) : undefined,
    tokenRules: tokens && tokenRulesOf(readConfig(name, tokenConfig, env)),
    edge: edge ? readConfig(name, edgeConfig, env) : undefined,
  };
};

const tokenRulesOf = ({ TOKEN_ISSUER, TOKEN_AUDIENCE }: ConfigOf<typeof tokenConfig>) => ({
  issuer: TOKEN_ISSUER,
  audience: TOKEN_AUDIENCE,
});
