import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Api, apiClient, type HttpTarget } from './api-client.ts';
import { CALLS_WITH_BODY, NOBODY, nameOf } from './call-table.ts';
import { expectProblem, pointersIn } from './expect-problem.ts';
import { freshUserId } from './fixtures.ts';
import {
  bodyWith,
  NEVER_CLEAN_TEXT,
  NEVER_EXACT,
  NEVER_TEXT,
  SECRET_FIELDS,
  TRICKY_TEXT,
} from './hostile-values.ts';
import { createVictim, stateOf, type Victim } from './hostile-victims.ts';
import { callerOf } from './sign-in-fixtures.ts';

/** Bodies meant to break something: every route, every field. */
export function hostileInputContract(target: HttpTarget): void {
  const api = apiClient(target);

  const calls = CALLS_WITH_BODY.map((call) => ({ name: nameOf(call), call }));
  describe.each(calls)('hostile bodies of $name', ({ call }) => {
    const { method, url, body } = call;
    let caller: Api;
    let victim: Victim;
    // One for all, since each test finds it as it was.
    beforeAll(async () => {
      caller = await callerOf(api, call);
      victim = await createVictim(api);
    });
    /** One body: every field in turn, each refusal checked, then nothing changed. */
    const tryEveryField = async (
      literals: readonly string[],
      check: (answer: Answer, field: string, literal: string) => void,
      onlyFields: (field: string) => boolean = () => true,
    ) => {
      const good = body(victim);
      for (const field of Object.keys(good).filter(onlyFields)) {
        for (const literal of literals) {
          const raw = bodyWith(good, field, literal);
          check(await caller.send(method, url(victim), { raw }), field, literal);
        }
      }
      expect(await stateOf(api, victim)).toEqual(victim.before);
      const email = good['email'] ?? good['customer_email'];
      if (email !== undefined && email !== victim.email) {
        expect((await api.get(`/user/${email}`)).status).toBe(404);
      }
    };
    const expectNamed = (answer: Answer, field: string, literal: string) => {
      expect(answer.status, `${field}: ${literal.slice(0, 80)}`).toBe(400);
      expect(pointersIn(answer), `${literal.slice(0, 80)} ${answer.text}`).toContain(`#/${field}`);
    };

    test('a value of the wrong type is refused and its field named', async () => {
      // Personal details may be any object.
      const others = ['personal_details', ...(call.ofManyTypes ?? [])];
      await tryEveryField(NEVER_TEXT, expectNamed, (field) => !others.includes(field));
    });

    test('NUL, control characters, reordering marks and over-long text are refused and named', async () => {
      await tryEveryField(NEVER_CLEAN_TEXT, expectNamed, (field) => !SECRET_FIELDS.includes(field));
    });

    test('lone surrogates, inexact numbers and repeated keys are refused and named', async () => {
      await tryEveryField(NEVER_EXACT, expectNamed);
    });

    test('a raw NUL inside a text is refused', async () => {
      await tryEveryField(['"a\u0000b"'], (answer) => expectProblem(answer, 'MALFORMED_JSON'));
    });

    test('a body that is no object is refused', async () => {
      for (const raw of [
        'null',
        '[]',
        '"text"',
        '1',
        'true',
        `[${JSON.stringify(body(victim))}]`,
      ]) {
        const answer = await caller.send(method, url(victim), { raw });
        expectProblem(answer, 'INVALID_INPUT', { '#': 'must be an object' });
      }
      expect(await stateOf(api, victim)).toEqual(victim.before);
    });

    test('a repeated field is refused and named', async () => {
      const good = body(victim);
      for (const field of Object.keys(good)) {
        for (const key of [
          field,
          `\\u${field.charCodeAt(0).toString(16).padStart(4, '0')}${field.slice(1)}`,
        ]) {
          const raw = `{"${key}":"x",${JSON.stringify(good).slice(1)}`;
          const answer = await caller.send(method, url(victim), { raw });
          expectProblem(answer, 'MALFORMED_JSON', [`#/${field}`]);
        }
      }
      expect(await stateOf(api, victim)).toEqual(victim.before);
    });

    test.each(['__proto__', '\\u005f_proto__', '\\u005F\\u005fproto\\u005f_'])(
      'the key %s is refused and named',
      async (key) => {
        const raw = `{"${key}":{"role":"admin"},${JSON.stringify(body(victim)).slice(1)}`;
        const answer = await caller.send(method, url(victim), { raw });
        expectProblem(answer, 'MALFORMED_JSON', ['#/__proto__']);
        expect(await stateOf(api, victim)).toEqual(victim.before);
      },
    );

    test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', '', 'a/b~c', '$where'])(
      'the key "%s" is refused and named',
      async (key) => {
        const raw = JSON.stringify({ ...body(victim), [key]: { role: 'admin' } });
        const pointer = encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
        expectProblem(await caller.send(method, url(victim), { raw }), 'INVALID_INPUT', {
          [`#/${pointer}`]: 'is not a known field',
        });
        expect(await stateOf(api, victim)).toEqual(victim.before);
      },
    );

    test('100,000 levels and 100,000 unknown fields are refused', async () => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const many = `{${Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join()}}`;
      for (const raw of [deep, `{"a":${deep}}`, many]) {
        expect((await caller.send(method, url(victim), { raw })).status).toBe(400);
      }
      expect(await stateOf(api, victim)).toEqual(victim.before);
    });

    test('SQL, templates and other tricks break nothing', async () => {
      // A call that would change the victim goes to an id of its own.
      const owner = { ...victim, userId: freshUserId(), email: NOBODY.email };
      const good = body(owner);
      for (const field of Object.keys(good)) {
        for (const literal of TRICKY_TEXT) {
          const raw = bodyWith(good, field, literal);
          const answer = await caller.send(method, url(owner), { raw });
          expect(answer.status, `${field}: ${literal}`).toBeLessThan(500);
        }
      }
      expect(await stateOf(api, victim)).toEqual(victim.before);
    });
  });
}
