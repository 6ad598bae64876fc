import { randomBytes } from 'node:crypto';
import { readJson, writeJson } from './json-file.js';
import { isRecord } from './log-line.js';

/** What a forum on this machine must keep to itself. */
export interface Secrets {
  readonly authSecret: string;
  readonly admin: { readonly email: string; readonly password: string };
}

/** The secrets of a data folder; made at the first start, and the same ever after. */
export const keepSecrets = (path: string): Secrets => {
  const kept = parseSecrets(readJson(path));
  if (kept) return kept;
  const made: Secrets = {
    authSecret: randomBytes(32).toString('base64url'),
    admin: { email: 'admin@forum.example', password: randomBytes(15).toString('base64url') },
  };
  writeJson(path, made);
  return made;
};

const parseSecrets = (value: unknown): Secrets | undefined => {
  if (!isRecord(value) || !isRecord(value.admin)) return undefined;
  const { authSecret } = value;
  const { email, password } = value.admin;
  if (typeof authSecret !== 'string' || typeof email !== 'string' || typeof password !== 'string')
    return undefined;
  return { authSecret, admin: { email, password } };
};
