import { newId } from '@obey/choreography';
import type { Db } from 'mongodb';
import { adminEmail, type MeasuredAuth, type SignedIn, threads } from './server.js';

interface Account {
  readonly _id: string;
  readonly email: string;
  readonly nickname: string;
  readonly nicknameKey: string;
  readonly roles: readonly string[];
}

/** So many who have just signed in, each with an account of their own and the password of the administrator. */
export const newMembers = async (auth: MeasuredAuth, count: number): Promise<SignedIn[]> => {
  const waiting = await addAccounts(auth.db, count);
  const members: SignedIn[] = [];
  const work = async () => {
    for (let email = waiting.pop(); email !== undefined; email = waiting.pop())
      members.push(await auth.signIn(email));
  };
  await Promise.all(Array.from({ length: threads }, work));
  return members;
};

/** Their addresses. Stored as they are: to sign up costs a hash and a mail, and is no part of what is measured. */
const addAccounts = async (db: Db, count: number): Promise<string[]> => {
  const users = db.collection<Account>('users');
  const admin = await users.findOne({ email: adminEmail }, { projection: { outbox: 0, nicknameLook: 0 } });
  if (admin === null) throw new Error('The administrator has no account.');
  const accounts = Array.from({ length: count }, () => {
    const name = newId();
    return { ...admin, _id: name, email: `${name}@bench.test`, nickname: name, nicknameKey: name, roles: [] };
  });
  await users.insertMany(accounts);
  return accounts.map(({ email }) => email);
};
