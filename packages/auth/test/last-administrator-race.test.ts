import test from 'ava';
import { adminEmail, type Forum, member, signIn, startForum, textAt } from './forum.js';
import { staffOf } from './staff.js';

/** Two instances of auth on one forum, with its administrator and so many more. */
const forumWith = async (forum: Forum, more: number) => {
  const [one, two] = await Promise.all([forum.start(), forum.start()]);
  const staff = await staffOf(forum, one.url);
  const elsewhere = await staffOf(forum, two.url);
  const others = [];
  for (let count = 0; count < more; count += 1) {
    const who = await member(forum, one.url);
    await staff.giveRole(who.id, 'administrator');
    others.push({ ...who, ...(await signIn(one.url, who.email)) });
  }
  return { staff, elsewhere, administrators: [{ ...staff.admin, email: adminEmail }, ...others] };
};

const left = (staff: Awaited<ReturnType<typeof staffOf>>) =>
  staff.users.countDocuments({ roles: 'administrator', ban: null, denials: { $ne: 'roles.grant' } });

test('the last administrator cannot lay down the role, or what it takes to make another', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const { staff } = await forumWith(forum, 0);
  for (const answer of [
    await staff.takeRole(staff.admin.id, 'administrator'),
    await staff.setPermission(staff.admin.id, 'roles.grant', 'deny'),
  ]) {
    t.is(answer.status, 409);
    t.is(textAt(answer.body, 'code'), 'auth.last-administrator');
  }
  t.is((await staff.setPermission(staff.admin.id, 'users.ban', 'deny')).status, 204);
  t.is(await left(staff), 1);
});

test('of the last administrators who all leave at once, by two instances, one stays; again and again', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const { staff, elsewhere, administrators } = await forumWith(forum, 2);
  for (let round = 0; round < 6; round += 1) {
    const roles = ['administrator'];
    const ids = administrators.map(({ id }) => id);
    await staff.users.updateMany(
      { _id: { $in: ids } },
      { $set: { roles, denials: [] }, $inc: { version: 1 } },
    );
    const signedIn = await Promise.all(administrators.map(({ email }) => signIn(staff.url, email)));
    const answers = await Promise.all(
      signedIn.map(({ id, accessToken }, at) => {
        const { takeRole, setPermission } = at % 2 === 0 ? staff : elsewhere;
        return (round + at) % 3 === 0
          ? setPermission(id, 'roles.grant', 'deny', accessToken)
          : takeRole(id, 'administrator', accessToken);
      }),
    );
    const statuses = answers.map(({ status }) => status).sort();
    t.deepEqual(statuses, [204, 204, 409]);
    t.is(await left(staff), 1);
  }
});

test('of the last two administrators banned at once by somebody above them, one stays', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const { staff, elsewhere, administrators } = await forumWith(forum, 1);
  await staff.storeRole('founder', 200, ['users.ban']);
  const founder = await staff.somebodyWith({ roles: ['founder'] });
  const answers = await Promise.all(
    administrators.map(({ id }, at) =>
      (at === 0 ? staff : elsewhere).send(
        'PUT',
        `/auth/users/${id}/ban`,
        { reason: 'both' },
        founder.accessToken,
      ),
    ),
  );
  t.deepEqual(answers.map(({ status }) => status).sort(), [204, 409]);
  t.is(await left(staff), 1);
});

test('an attempt that was cut short before its write stands in nobody’s way once its user has changed', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const { staff, administrators } = await forumWith(forum, 1);
  const [first, second] = administrators;
  if (!first || !second) return t.fail('there are two administrators');
  const stored = await staff.users.findOne({ _id: second.id });
  const leaving = [{ userId: second.id, version: stored?.version }];
  await forum.db.collection('guards').updateOne({}, { $set: { leaving } });
  t.is((await staff.takeRole(first.id, 'administrator')).status, 409);
  t.is((await staff.setPermission(second.id, 'users.ban', 'deny', second.accessToken)).status, 204);
  t.is((await staff.takeRole(first.id, 'administrator')).status, 204);
});
