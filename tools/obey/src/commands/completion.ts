import { command } from '../command.js';
import { scripts } from '../complete/scripts.js';
import { UsageError } from '../errors.js';

export const completion = command({
  name: 'completion',
  summary: 'A script that completes commands, options, streams and groups in a shell',
  details: 'Streams and groups are asked of Redis while one types: of the one at OBEY_REDIS.',
  arguments: { '<shell>': 'bash, zsh or fish' },
  options: {},
  examples: [
    { line: 'obey completion bash >> ~/.bashrc', about: 'for every bash from now on' },
    { line: 'obey completion fish > ~/.config/fish/completions/obey.fish', about: 'for fish' },
  ],
  run: async ({ out, arguments: [shell = ''] }) => {
    const script = new Map(Object.entries(scripts)).get(shell);
    if (script === undefined)
      throw new UsageError(`There is no completion for '${shell}': it is bash, zsh or fish`);
    await out.text(script);
    return undefined;
  },
});
