import type { Document, MongoClient } from 'mongodb';
import { compareVersions, type Requirement } from './format.js';
import { matches } from './match.js';

export type Topology = 'single' | 'replicaset' | 'sharded' | 'load-balanced';

/** What a test may require of the server. */
export type ServerFacts = { version: string; topology: Topology; auth: boolean; parameters: Document };

/** Asks the server what it is; a server that has no getParameter has no parameters. */
export async function serverFacts(client: MongoClient): Promise<ServerFacts> {
  const admin = client.db('admin');
  const { version } = await admin.command({ buildInfo: 1 });
  const hello = await admin.command({ hello: 1 });
  const parameters = await admin.command({ getParameter: '*' }).catch(() => ({}));
  return {
    version: String(version),
    topology: topologyOf(hello, client.options.loadBalanced),
    auth: client.options.credentials !== undefined,
    parameters,
  };
}

function topologyOf(hello: Document, loadBalanced: boolean): Topology {
  if (loadBalanced) return 'load-balanced';
  if (hello.msg === 'isdbgrid') return 'sharded';
  return hello.setName === undefined ? 'single' : 'replicaset';
}

/** Why none of the requirements is met; undefined when one is, or when there are none. */
export function unmet(requirements: Requirement[] | undefined, facts: ServerFacts): string | undefined {
  if (!requirements) return undefined;
  const reasons = requirements.map((requirement) => unmetPart(requirement, facts));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(', or ');
}

function unmetPart(requirement: Requirement, facts: ServerFacts): string | undefined {
  const { minServerVersion: min, maxServerVersion: max, topologies, auth, authMechanism } = requirement;
  const { version, topology, parameters } = facts;
  if (topologies && !topologies.some((name) => name.replace('sharded-replicaset', 'sharded') === topology))
    return `needs the topology ${topologies.join(' or ')}`;
  if (min !== undefined && compareVersions(version, min) < 0) return `needs MongoDB ${min} or later`;
  if (max !== undefined && compareVersions(version, max) > 0) return `needs MongoDB ${max} or earlier`;
  if (requirement.serverless === 'require') return 'needs Atlas Serverless';
  if (auth !== undefined && auth !== facts.auth) return `needs ${auth ? 'a' : 'no'} password`;
  if (authMechanism !== undefined && ![parameters.authenticationMechanisms].flat().includes(authMechanism))
    return `needs the authentication ${authMechanism}`;
  // The driver's encryption library is not installed here.
  if (requirement.csfle) return 'needs client-side encryption';
  for (const [name, value] of Object.entries(requirement.serverParameters ?? {}))
    if (!(name in parameters) || !matches(value, parameters[name]))
      return `needs the server parameter ${name}`;
  return undefined;
}
