import { type Circuit, createCircuit } from './circuit.js';
import { createRetryBudget, type RetryBudget } from './retry.js';

interface ServiceState {
  readonly circuit: Circuit;
  readonly budget: RetryBudget;
}

/** How each service does as a whole, and what it may be asked again. */
export const createServiceStates = () => {
  const states = new Map<string, ServiceState>();
  return {
    of: (service: string): ServiceState => {
      const state = states.get(service) ?? { circuit: createCircuit(), budget: createRetryBudget() };
      states.set(service, state);
      return state;
    },
  };
};
