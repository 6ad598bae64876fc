import type { Contract } from '../contract.js';
import type { Context } from '../reaction.js';
import type { Row } from '../reactions.js';
import type { Runtime } from '../runtime.js';

/** Learns the names of the contracts as they are used: on the streams, a message has a type only. */
export const learnNames = () => {
  const names = new Map<string, string>();
  const learn = ({ type, name }: Contract) => void names.set(type, name);

  const naming = (context: Context): Context => ({
    attempt: context.attempt,
    redelivered: context.redelivered,
    replayed: context.replayed,
    fence: context.fence,
    stream: context.stream,
    sequence: context.sequence,
    get signal() {
      return context.signal;
    },
    check: () => context.check(),
    publish: (notification, data, options) => {
      learn(notification);
      context.publish(notification, data, options);
    },
    send: (command, data, options) => {
      learn(command);
      context.send(command, data, options);
    },
  });

  return {
    nameOf: (type: string): string => names.get(type) ?? type,

    reaction: (row: Row): Row =>
      'reports' in row ? row : { ...row, react: (message, context) => row.react(message, naming(context)) },

    runtime: (runtime: Runtime): Runtime => ({
      ...runtime,
      publish: (notification, data, options) => {
        learn(notification);
        return runtime.publish(notification, data, options);
      },
      publishAll: (notification, list) => {
        learn(notification);
        return runtime.publishAll(notification, list);
      },
      send: (command, data, options) => {
        learn(command);
        return runtime.send(command, data, options);
      },
      compose: (contract, data, options) => {
        learn(contract);
        return runtime.compose(contract, data, options);
      },
    }),
  };
};
