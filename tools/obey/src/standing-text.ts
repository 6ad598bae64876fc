import type { Colors } from 'picocolors/types.js';
import { visible } from './output/cells.js';
import type { Standing } from './streams/standing.js';
import { formatAge, formatDuration } from './times.js';

/** `pending for 12s at mailing-…, 2 deliveries`; for people. */
export const standingText = (
  one: Standing,
  { colors, now }: { readonly colors: Colors; readonly now: Date },
): string => {
  switch (one.state) {
    case 'handled':
      return colors.green('handled');
    case 'ignored':
      return colors.dim('does not react to it');
    case 'not for it':
      return colors.dim('put back for another group');
    case 'waiting':
      return colors.yellow('waiting to be delivered');
    case 'pending': {
      const owner = one.owner === undefined ? 'a partition that nobody owns' : visible(one.owner);
      const times = one.deliveries === 1 ? '1 delivery' : `${one.deliveries} deliveries`;
      return colors.yellow(`pending for ${formatDuration(one.idleMs)} at ${owner}, ${times}`);
    }
    case 'dead': {
      const letter = `letter ${one.letter}, ${formatAge(one.died, now)}, after ${one.attempts} attempts`;
      return `${colors.red('dead')} (${letter}): ${visible(one.code)}: ${visible(one.error)}`;
    }
  }
};
