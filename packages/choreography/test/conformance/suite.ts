import { failing } from './failing.js';
import { mending } from './mending.js';
import type { Case } from './place.js';
import { port } from './port.js';
import { rebuilding } from './rebuilding.js';
import { scaling } from './scaling.js';
import { telling } from './telling.js';
import { witnessing } from './witnessing.js';

/** What is promised of every transport. */
export const suite: readonly Case[] = [
  ...port,
  ...telling,
  ...failing,
  ...scaling,
  ...witnessing,
  ...rebuilding,
  ...mending,
];
