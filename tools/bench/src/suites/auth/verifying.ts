import process from 'node:process';
import argon2 from 'argon2';
import { rate } from '../embedded-mongo/measures.js';

/** What the process that does nothing but verify one password is started for. */
export interface Job {
  readonly hash: string;
  readonly password: string;
  readonly threads: number;
}

/** The process itself: it is told for how many milliseconds, and answers with verifications a second. */
const verifying = ({ hash, password, threads }: Job) => {
  const verify = async () => {
    if (!(await argon2.verify(hash, password))) throw new Error('The password was not the one of the hash.');
  };
  process.on('message', async (ms) => {
    process.send?.(await rate(verify, { atOnce: threads, ms: Number(ms) }));
  });
  process.once('disconnect', () => process.exit());
};

verifying(JSON.parse(process.argv[2] ?? ''));
