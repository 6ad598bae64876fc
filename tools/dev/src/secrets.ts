import { randomBytes } from 'node:crypto';
import { readJson, writeJson } from './json-file.js';
import { isRecord } from './log-line.js';

/** What a forum on this machine must keep to itself. */
export interface Secrets {
  readonly authSecret: string;
  readonly alertsSecret: string;
  readonly admin: { readonly email: string; readonly password: string };
}

/** The secrets of a data folder; made at the first start, and the same ever after. */
export const keepSecrets = (path: string): Secrets => {
  const kept = readJson(path);
  const known = parseSecrets(kept);
  if (known) return known;
  const made: Secrets = {
    authSecret: newSecret(),
    alertsSecret: newSecret(),
    admin: { email: 'admin@forum.example', password: randomBytes(15).toString('base64url') },
    // Those of a folder from before one of them was needed stay as they are.
    ...parseOlder(kept),
  };
  writeJson(path, made);
  return made;
};

const newSecret = () => randomBytes(32).toString('base64url');

const parseSecrets = (value: unknown): Secrets | undefined => {
  const older = parseOlder(value);
  const alertsSecret = isRecord(value) ? value.alertsSecret : undefined;
  return older && typeof alertsSecret === 'string' ? { ...older, alertsSecret } : undefined;
};

const parseOlder = (value: unknown): Omit<Secrets, 'alertsSecret'> | undefined => {
  if (!isRecord(value) || !isRecord(value.admin)) return undefined;
  const { authSecret } = value;
  const { email, password } = value.admin;
  if (typeof authSecret !== 'string' || typeof email !== 'string' || typeof password !== 'string')
    return undefined;
  return { authSecret, admin: { email, password } };
};
