import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../../../src/ports/store.ts';
import { createDynamodbClient } from '../../../src/stores/dynamodb/dynamodb-client.ts';
import {
  type DynamodbStoreOptions,
  dynamodbStore,
} from '../../../src/stores/dynamodb/dynamodb-store.ts';
import type { TableNames } from '../../../src/stores/dynamodb/table-names.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../dynamodb-local.ts';
import { makeTables, tableNames } from '../dynamodb-store-factory.ts';

export interface Fault {
  readonly name: string;
  readonly make: () => Error;
  /** The engine does what it is asked and its answer is lost; otherwise it hears nothing. */
  readonly isAfter?: boolean;
  /** The commands it can happen to; any when absent. */
  readonly commands?: readonly string[];
}

export interface FaultPlan {
  readonly fault: Fault;
  /** How many attempts of each call fail. */
  readonly times: number;
  /** The commands it happens to; any when absent. */
  readonly commands?: readonly string[];
}

interface Call {
  /** "UpdateItem" */
  readonly command: string;
  attempts: number;
}

export interface Faults {
  /** By what was asked: a repeat is the same call. */
  readonly calls: ReadonlyMap<string, Call>;
  /** How many attempts were made to fail. */
  readonly injected: number;
  inject(plan: FaultPlan): void;
  heal(): void;
  /** Runs before every attempt. */
  onAttempt(run: () => Promise<void>): void;
  /** Runs once, after the first attempt that is made to fail and before the store hears of it. */
  onFirstFault(run: () => Promise<unknown>): void;
  /** How often each command was sent, as in `{ GetItem: 1 }`. */
  sent(): Readonly<Record<string, number>>;
}

export interface FaultyStore {
  readonly store: Store;
  readonly faults: Faults;
}

/** The tables of one test file. */
export interface Tables {
  readonly names: TableNames;
  readonly client: DynamoDBDocumentClient;
  /** A store that nothing goes wrong with, new on every call. */
  plain(): Store;
  /** A store with a client of its own; without waits, if not told otherwise. */
  faulty(over?: Partial<DynamodbStoreOptions>): FaultyStore;
}

export async function newTables(endpoint: string): Promise<Tables> {
  const names = tableNames(`t${randomUUID().slice(0, 8)}`);
  const client = newClient(endpoint);
  await makeTables(endpoint, names);
  const options = { names, currency: 'EUR', newId: randomUUID, now: Date.now };
  return {
    names,
    client,
    plain: () => dynamodbStore({ ...options, client, random: Math.random }),
    faulty(over) {
      const faultyClient = newClient(endpoint);
      const faults = injectFaults(faultyClient);
      const store = dynamodbStore({ ...options, client: faultyClient, random: () => 0, ...over });
      return { store, faults };
    },
  };
}

export function newClient(endpoint: string): DynamoDBDocumentClient {
  const settings = { region: LOCAL_REGION, endpoint, credentials: LOCAL_CREDENTIALS };
  return DynamoDBDocumentClient.from(createDynamodbClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** Stands at the outermost place of the SDK where a request is ready to be sent. */
export function injectFaults(client: DynamoDBDocumentClient): Faults {
  const calls = new Map<string, Call>();
  let plan: FaultPlan | undefined;
  let injected = 0;
  let beforeAttempt: (() => Promise<void>) | undefined;
  let onFault: (() => Promise<unknown>) | undefined;
  const fail = async (fault: Fault) => {
    injected += 1;
    const run = onFault;
    onFault = undefined;
    await run?.();
    throw fault.make();
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context['commandName']).replace(/Command$/, '');
      const asked = command + JSON.stringify(args.input);
      const call = calls.get(asked) ?? { command, attempts: 0 };
      calls.set(asked, call);
      call.attempts += 1;
      await beforeAttempt?.();
      const happens = plan !== undefined && call.attempts <= plan.times && hits(plan, command);
      if (plan === undefined || !happens) return next(args);
      if (!plan.fault.isAfter) return fail(plan.fault);
      const { fault } = plan;
      return next(args).then(
        () => fail(fault),
        () => fail(fault),
      );
    },
    { step: 'deserialize', priority: 'high', name: 'injectedFaults' },
  );
  return {
    calls,
    get injected() {
      return injected;
    },
    inject(next) {
      plan = next;
      injected = 0;
      calls.clear();
    },
    heal() {
      plan = undefined;
    },
    onAttempt(run) {
      beforeAttempt = run;
    },
    onFirstFault(run) {
      onFault = run;
    },
    sent() {
      const sent: Record<string, number> = {};
      for (const { command, attempts } of calls.values()) {
        sent[command] = (sent[command] ?? 0) + attempts;
      }
      return sent;
    },
  };
}

function hits({ fault, commands }: FaultPlan, command: string): boolean {
  return (
    (fault.commands ?? [command]).includes(command) && (commands ?? [command]).includes(command)
  );
}
