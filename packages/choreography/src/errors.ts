/** Every error of this library: a stable `code`, what happened to what, what to do, and its `cause`. */
export class ChoreographyError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A message does not fit what was declared for its type. Trying again cannot help. */
export class ContractBroken extends ChoreographyError {
  readonly faults: readonly string[];

  constructor(type: string, faults: readonly string[]) {
    super('choreography.contract-broken', `${type} does not fit its contract: ${faults.join('; ')}`);
    this.faults = faults;
  }
}

/** A stream entry is no message of ours: not JSON, or without the attributes of CloudEvents. */
export class Undecodable extends ChoreographyError {
  constructor(why: string, options?: ErrorOptions) {
    super('choreography.undecodable', `The entry is not a message: ${why}`, options);
  }
}

/** Something that a reaction needs is away. What failed is tried again for as long as it takes. */
export class Outage extends ChoreographyError {
  constructor(what: string, options?: ErrorOptions) {
    super('choreography.outage', `${what} is away; this is tried again until it is back`, options);
  }
}

/** Trying again cannot help: the message goes to the dead letters at once. */
export class Fatal extends ChoreographyError {
  constructor(message: string, options?: ErrorOptions) {
    super('choreography.fatal', message, options);
  }
}

/** No answer came in time. The service asked may be away, slow, or have failed. */
export class AskTimeout extends ChoreographyError {
  constructor(type: string, timeoutMs: number, options?: ErrorOptions) {
    super(
      'choreography.ask-timeout',
      `No answer to ${type} within ${timeoutMs} ms; is a service running that answers it?`,
      options,
    );
  }
}

/** Whoever waits for this work waits no longer: it is given up, before it has changed anything. */
export class DeadlineOver extends ChoreographyError {
  constructor(options?: ErrorOptions) {
    super('choreography.deadline-over', 'Nobody waits for this any longer; it was given up', options);
  }
}

/** The service asked could not answer. */
export class AskFailed extends ChoreographyError {
  constructor(type: string, why: string) {
    super('choreography.ask-failed', `${type} could not be answered: ${why}`);
  }
}

/** A reaction took longer than its limit, and counts as failed; it may still run, unless it heeds its signal. */
export class ReactionTimeout extends ChoreographyError {
  constructor(type: string, ms: number) {
    super('choreography.reaction-timeout', `The reaction to ${type} took longer than ${ms} ms`);
  }
}

/** Waiting for the server was given up. The cause is what it failed with last. */
export class Unreachable extends ChoreographyError {
  constructor(where: string, options?: ErrorOptions) {
    super('choreography.unreachable', `${where} could not be reached; waiting for it was given up`, options);
  }
}

/** It cannot be known whether the publish came through; it was tried until its time was over. */
export class PublishUnknown extends ChoreographyError {
  constructor(type: string, id: string, options?: ErrorOptions) {
    super(
      'choreography.publish-unknown',
      `It is not known whether ${type} ${id} was published; publishing it again may double it, an outbox would not`,
      options,
    );
  }
}

/** A fact may be said by its owner only. */
export class NotTheOwner extends ChoreographyError {
  constructor(service: string, name: string, owner: string) {
    super('choreography.not-the-owner', `${service} may not say ${name}: only its owner, ${owner}, may`);
  }
}

/** A service that declares what it says and asks may say and ask nothing else. */
export class NotDeclared extends ChoreographyError {
  constructor(service: string, name: string, where: 'says' | 'asks') {
    super(
      'choreography.not-declared',
      `${service} does not declare ${name}; add it to \`${where}\` where its runtime is created`,
    );
  }
}

/** Two things that a service declares exclude each other. */
export class Misdeclared extends ChoreographyError {
  constructor(message: string) {
    super('choreography.misdeclared', message);
  }
}

/** A reaction to a message that is played again may not ask: what it would learn is of today. */
export class Replaying extends ChoreographyError {
  constructor(name: string) {
    super(
      'choreography.replaying',
      `${name} is not asked while a message is played again; look at context.replayed, and do without the answer`,
    );
  }
}

/** A group cannot begin anew. */
export class NotRebuildable extends ChoreographyError {
  constructor(service: string, why: string) {
    super('choreography.not-rebuildable', `${service} cannot be rebuilt now: ${why}`);
  }
}

/** This instance no longer owns the partition: whoever does, handles the message. */
export class LeaseLost extends ChoreographyError {
  constructor(stream: string) {
    super('choreography.lease-lost', `The lease on ${stream} is over; its next owner goes on`);
  }
}

/** The runtime is stopping, and takes nothing new. */
export class Stopping extends ChoreographyError {
  constructor(what: string) {
    super('choreography.stopping', `${what} was given up, because this instance is stopping`);
  }
}

/** A script found another token in the lease: this one's time is over. Never leaves the runtime. */
export class Fenced extends ChoreographyError {
  constructor(stream: string, options?: ErrorOptions) {
    super('choreography.fenced', `The lease on ${stream} is not held any more`, options);
  }
}

/** The stream, or this group of it, is gone (FLUSHALL, a fail-over to older data). Never leaves the runtime. */
export class NoGroup extends ChoreographyError {
  constructor(stream: string, group: string, options?: ErrorOptions) {
    super('choreography.no-group', `The stream ${stream} has no group ${group}; it is made again`, options);
  }
}

/** A running instance reads this partition for its group, and keeps in memory how far it is. */
export class Owned extends ChoreographyError {
  constructor(stream: string, group: string, owner: string) {
    super(
      'choreography.owned',
      `${owner} owns ${stream} for ${group}; stop all instances of ${group}, and wait until their leases are over`,
    );
  }
}

/** There is no dead letter of this id: somebody has put it back or discarded it before. */
export class NoSuchLetter extends ChoreographyError {
  constructor(id: string, group: string, stream: string) {
    super(
      'choreography.no-such-letter',
      `There is no dead letter ${id} of ${group} from ${stream}; was it put back or discarded already?`,
    );
  }
}

/** Redis would throw messages away when its memory is full. */
export class Evicting extends ChoreographyError {
  constructor(policy: string) {
    super(
      'choreography.evicting',
      `Redis evicts keys when its memory is full (maxmemory-policy ${policy}), and messages with them; set it to noeviction`,
    );
  }
}
