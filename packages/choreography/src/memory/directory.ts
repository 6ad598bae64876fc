import type { Directory } from '../transport.js';
import type { Memory } from './memory.js';
import type { Call } from './server.js';

export const createDirectory = ({ instances, services }: Memory, call: Call): Directory => {
  const forgetSilent = () => {
    for (const [instance, { endsAt }] of instances)
      if (endsAt <= performance.now()) instances.delete(instance);
  };

  return {
    announce: ({ service, declared, instance, described, ttlMs }) =>
      call(() => {
        forgetSilent();
        const before = instances.get(instance)?.described;
        instances.set(instance, { described, endsAt: performance.now() + ttlMs });
        services.set(service, declared);
        return before;
      }),
    withdraw: (instance) =>
      call(() => {
        instances.delete(instance);
      }),
    read: () =>
      call(() => {
        forgetSilent();
        return {
          instances: [...instances.values()].map(({ described }) => described),
          services: [...services.values()],
        };
      }),
    forget: (service) =>
      call(() => {
        services.delete(service);
      }),
  };
};
