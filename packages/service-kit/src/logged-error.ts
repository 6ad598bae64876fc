/** Causes past this many are left out: they may go round in a circle. */
const mostCauses = 5;

/**
 * An error as it is logged: type, message, stack, its causes, and what else it says in numbers and texts. What it
 * is about is left out: an error of Redis carries its whole command, and with that any secret of a message.
 */
export const loggedError = (error: unknown, causes = mostCauses): unknown => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { cause, message, stack } = error;
  const inner =
    causes > 0 ? { cause, errors: error instanceof AggregateError ? error.errors : undefined } : {};
  return {
    type: error.constructor.name,
    message,
    stack,
    ...plainFacts(error),
    ...(inner.cause !== undefined && { cause: loggedError(inner.cause, causes - 1) }),
    ...(inner.errors && { errors: inner.errors.map((one) => loggedError(one, causes - 1)) }),
  };
};

const plainFacts = (error: Error) =>
  Object.fromEntries(
    Object.entries(error).flatMap(([name, value]: [string, unknown]) => {
      const fact = name === 'command' ? commandName(value) : value;
      return ['string', 'number', 'boolean'].includes(typeof fact) ? [[name, fact]] : [];
    }),
  );

const commandName = (command: unknown): unknown =>
  typeof command === 'object' && command !== null ? Reflect.get(command, 'name') : command;
