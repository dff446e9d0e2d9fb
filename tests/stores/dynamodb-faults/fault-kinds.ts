import {
  InternalServerError,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import type { Fault } from './faulty-store.ts';

const NONE = { Code: 'None' };
const TRANSACTIONS = ['TransactWriteItems'];
const SINGLE_WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];
const answer = { $metadata: {}, message: 'injected' };

/** A transaction of two actions or more that was given up for these reasons. */
export function canceled(...codes: readonly string[]): Error {
  const CancellationReasons = [NONE, ...codes.map((Code) => ({ Code }))];
  return new TransactionCanceledException({ ...answer, CancellationReasons });
}

export function named(name: string, members: object = {}): Error {
  return Object.assign(new Error('injected'), { name }, members);
}

const timeout = () => named('TimeoutError');
const internal = () => new InternalServerError(answer);
const unnamed5xx = () => named('UnknownError', { $metadata: { httpStatusCode: 502 } });
const reset = () => named('Error', { code: 'ECONNRESET' });

/** Nothing was done. */
export const REFUSALS: readonly Fault[] = [
  { name: 'ThrottlingException', make: () => new ThrottlingException(answer) },
  {
    name: 'ProvisionedThroughputExceededException',
    make: () => new ProvisionedThroughputExceededException(answer),
  },
  { name: 'RequestLimitExceeded', make: () => new RequestLimitExceeded(answer) },
  { name: 'a throttled action', make: () => canceled('ThrottlingError'), commands: TRANSACTIONS },
  {
    name: 'an action beyond its throughput',
    make: () => canceled('ProvisionedThroughputExceeded'),
    commands: TRANSACTIONS,
  },
  {
    name: 'an action in conflict',
    make: () => canceled('TransactionConflict'),
    commands: TRANSACTIONS,
  },
  {
    name: 'TransactionInProgressException',
    make: () => new TransactionInProgressException(answer),
    commands: TRANSACTIONS,
  },
  {
    name: 'TransactionConflictException',
    make: () => new TransactionConflictException(answer),
    commands: SINGLE_WRITES,
  },
  { name: 'a timeout before it is done', make: timeout },
  { name: 'InternalServerError before it is done', make: internal },
  { name: 'a 502 before it is done', make: unnamed5xx },
  { name: 'a reset before it is done', make: reset },
  { name: 'no route', make: () => named('Error', { code: 'EHOSTUNREACH' }) },
];

/** All was done and nobody heard. */
export const LOST_ANSWERS: readonly Fault[] = [
  { name: 'a timeout after it was done', make: timeout, isAfter: true },
  { name: 'InternalServerError after it was done', make: internal, isAfter: true },
  { name: 'a 502 after it was done', make: unnamed5xx, isAfter: true },
  { name: 'a reset after it was done', make: reset, isAfter: true },
];

/** What waiting will not mend. */
export const REFUSED_CALLERS: readonly Fault[] = [
  'ResourceNotFoundException',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'CredentialsProviderError',
].map((name) => ({ name, make: () => named(name) }));

export function canHappen(fault: Fault, commands: readonly string[]): boolean {
  return fault.commands === undefined || commands.some((one) => fault.commands?.includes(one));
}
