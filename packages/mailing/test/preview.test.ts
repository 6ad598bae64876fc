import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { PreviewUsage, readPreviewArgs, writePreview } from '../src/preview.js';
import { templateNames } from '../src/templates.js';

test('every mail is written in both languages, as HTML and as text, and a page leads to them', async (t) => {
  const out = await mkdtemp(join(tmpdir(), 'mails-'));
  t.teardown(() => rm(out, { recursive: true }));
  const index = await readFile(await writePreview(readPreviewArgs(['--out', out])), 'utf8');
  for (const name of templateNames) {
    for (const locale of ['en', 'de']) {
      t.true(index.includes(`href="${locale}/${name}.html"`));
      t.regex(await readFile(join(out, locale, `${name}.html`), 'utf8'), /^<!doctype html>/);
      t.regex(await readFile(join(out, locale, `${name}.txt`), 'utf8'), /^Subject: \S/);
    }
  }
});

test('one mail in one locale is written, if that is asked for', async (t) => {
  const out = await mkdtemp(join(tmpdir(), 'mails-'));
  t.teardown(() => rm(out, { recursive: true }));
  await writePreview(readPreviewArgs(['digest', '--locale', 'de-AT', '--out', out]));
  t.regex(await readFile(join(out, 'de-AT', 'digest.txt'), 'utf8'), /^Subject: Was geschehen ist/);
  await t.throwsAsync(readFile(join(out, 'de-AT', 'banned.txt')), { code: 'ENOENT' });
});

test('what is no mail, no locale of mails or no option is told with what there is', (t) => {
  for (const args of [['nothing'], ['--locale', 'fr'], ['--colour', 'red']])
    t.throws(() => readPreviewArgs(args), { instanceOf: PreviewUsage, message: /npm run mail:preview/ });
});
