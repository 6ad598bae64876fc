import process from 'node:process';
import { liftSuppression } from './lift.js';

try {
  const addresses = process.argv.slice(2);
  await liftSuppression(addresses, process.env);
  console.log(`Mails are tried again: ${addresses.join(', ')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
