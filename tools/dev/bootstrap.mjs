/**
 * What `npm start`, `npm test` and the other commands of the root (`bootstrap/commands.mjs`) run first. It needs Node
 * alone: it installs and builds what is missing, and then runs the command. Its output goes to stderr,
 * so that a command's stdout stays its own.
 */
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`ObeyForum needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  console.error('Install a newer one from https://nodejs.org and run the command again.');
  process.exit(1);
}

const { runCommand } = await import('./bootstrap/commands.mjs');
await runCommand(process.argv[2] ?? '', process.argv.slice(3));
