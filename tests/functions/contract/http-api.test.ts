import { describe, expect, test } from 'vitest';
import permissions from '../../../infra/permissions.json' with { type: 'json' };
import type { FunctionBench } from '../function-bench.ts';
import type { Used } from '../recording-proxy.ts';
import { functionsContract } from './functions-contract.ts';

const used: Used = new Map();

/** Adds what the functions of one run did to what those of others did. */
async function gather(bench: FunctionBench): Promise<void> {
  for (const [name, places] of bench.used) {
    const all = used.get(name) ?? new Map<string, Set<string>>();
    used.set(name, all);
    for (const [place, actions] of places) {
      all.set(place, new Set([...(all.get(place) ?? []), ...actions]));
    }
  }
}

functionsContract('http-api', 'open', gather);
functionsContract('http-api', 'protected', gather);

/** What is done seldom, and why: no run here comes to it, and it must be allowed all the same. */
const SELDOM: Readonly<Record<string, string>> = {
  'add_to_cart: dynamodb:PutItem of carts': 'a cart that has expired begins anew',
  'administration: dynamodb:DeleteItem of deliveries': 'a dead letter that is replayed',
  'administration: dynamodb:PutItem of deliveries': 'a dead letter that is replayed',
  'carts: dynamodb:BatchGetItem of throttles': 'a guest who has to wait',
  'carts: dynamodb:DeleteItem of throttles': 'an attempt that is given back',
  'create_user_record: dynamodb:GetItem of users': 'a repeat after a lost answer',
  'delete_user: dynamodb:ConditionCheckItem of users': 'an admin who is not on the roster',
  'delete_user: dynamodb:Query of users/index/usersByRole': 'an admin who is not on the roster',
  'identity: dynamodb:ConditionCheckItem of users': 'an admin who is not on the roster',
  'identity: dynamodb:Query of users/index/usersByRole': 'an admin who is not on the roster',
  'photos: dynamodb:PutItem of catalogue': 'a product that another program wrote',
  'photos: dynamodb:Query of stockMovements': 'a product that another program wrote',
  'photos: dynamodb:UpdateItem of products': 'a product that another program wrote',
  'registration: dynamodb:DeleteItem of throttles': 'an attempt that is given back',
};

function linesOf(places: Iterable<readonly [string, Iterable<string>]>, name: string) {
  return [...places].flatMap(([place, actions]) =>
    [...actions].map((action) => `${name}: ${action} of ${place}`),
  );
}

describe('each function', () => {
  const seen = () => new Set([...used].flatMap(([name, places]) => linesOf(places, name)));
  const granted = Object.entries(permissions)
    .flatMap(([name, places]) => linesOf(Object.entries(places), name))
    .filter((line) => line.includes(': dynamodb:') && !line.endsWith('/stream'));

  test('may do with the tables what it was seen to do', () => {
    expect(
      [...seen()]
        .filter((line) => !granted.includes(line))
        .sort()
        .join('\n'),
    ).toBe('');
  });

  test('may do no more, but for what has a reason', () => {
    const unseen = granted.filter((line) => !seen().has(line) && !Object.hasOwn(SELDOM, line));
    expect(unseen.sort().join('\n')).toBe('');
    expect(Object.keys(SELDOM).filter((line) => !granted.includes(line))).toEqual([]);
  });
});
