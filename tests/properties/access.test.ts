import { describe, expect, test } from 'vitest';
import { type Caller, callerScope, decideAccess } from '../../src/domain/caller.ts';

const anonymous: Caller = { kind: 'anonymous' };
const operator: Caller = { kind: 'operator' };
const signedIn = { kind: 'user', sessionId: 's' } as const;
const customer: Caller = { ...signedIn, userId: 'ann', email: 'ann@x.com', role: 'customer' };
const admin: Caller = { ...signedIn, userId: 'root', email: 'root@x.com', role: 'admin' };
const unread: Caller = { ...signedIn, userId: 'ann', role: 'customer' };
const own = { userId: 'ann' };
const ownEmail = { email: 'ann@x.com' };
const other = { userId: 'bob' };
const otherEmail = { email: 'bob@x.com' };

describe('access', () => {
  test.each([
    ['anonymous', anonymous, 'anyone', undefined, 'allow'],
    ['anonymous', anonymous, 'owner', undefined, 'unauthenticated'],
    ['anonymous', anonymous, 'owner', own, 'unauthenticated'],
    ['anonymous', anonymous, 'admin', undefined, 'unauthenticated'],
    ['anonymous', anonymous, 'user', undefined, 'unauthenticated'],
    ['the operator', operator, 'user', undefined, 'unauthenticated'],
    ['a customer', customer, 'user', undefined, 'allow'],
    ['an admin', admin, 'user', undefined, 'allow'],
    ['a customer of unread email', unread, 'owner', own, 'allow'],
    ['a customer of unread email', unread, 'owner', ownEmail, 'forbidden'],
    ['the operator', operator, 'anyone', undefined, 'allow'],
    ['the operator', operator, 'owner', other, 'allow'],
    ['the operator', operator, 'admin', undefined, 'allow'],
    ['a customer', customer, 'anyone', undefined, 'allow'],
    ['a customer', customer, 'owner', undefined, 'allow'],
    ['a customer', customer, 'owner', own, 'allow'],
    ['a customer', customer, 'owner', ownEmail, 'allow'],
    ['a customer', customer, 'owner', other, 'forbidden'],
    ['a customer', customer, 'owner', otherEmail, 'forbidden'],
    ['a customer', customer, 'owner', { userId: 'ann@x.com' }, 'forbidden'],
    ['a customer', customer, 'owner', { email: 'ann' }, 'forbidden'],
    ['a customer', customer, 'owner', { userId: 'ANN' }, 'forbidden'],
    ['a customer', customer, 'admin', undefined, 'forbidden'],
    ['a customer', customer, 'admin', own, 'forbidden'],
    ['an admin', admin, 'anyone', undefined, 'allow'],
    ['an admin', admin, 'owner', other, 'allow'],
    ['an admin', admin, 'owner', otherEmail, 'allow'],
    ['an admin', admin, 'admin', undefined, 'allow'],
  ] as const)('of %s %o to what is for %s %o: %s', (_, caller, audience, owner, decision) => {
    expect(decideAccess(caller, audience, owner)).toBe(decision);
  });

  test('no two kinds of caller share the scope of their keys', () => {
    const named: Caller = { ...signedIn, userId: 'operator', role: 'customer' };
    const scopes = [anonymous, operator, customer, admin, named].map(callerScope);
    expect(new Set(scopes).size).toBe(5);
  });
});
