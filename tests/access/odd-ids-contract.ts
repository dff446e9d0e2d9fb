import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/routes/route.ts';
import {
  type AccessBench,
  type AccessTarget,
  accessBench,
  HOOK_TIMEOUT_MS,
} from './access-bench.ts';
import { type Account, newAccount, nobody } from './accounts.ts';
import { inputOf, probesOf } from './probes.ts';

type Spelling = (other: string, own: string) => string;

const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
/** Letters and digits as wide as an ideograph: NFKC makes them the plain ones. */
const wide = (text: string) =>
  text.replaceAll(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0));
/** Looks the same in many a font. */
const cyrillic = (text: string) =>
  text.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('c', 'с');

/** As they stand in a path, undecoded. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  plain: (other) => encodeURIComponent(other),
  'every byte encoded': percent,
  'encoded twice': (other) => encodeURIComponent(percent(other)),
  'in capitals': (other) => encodeURIComponent(other.toUpperCase()),
  'in wide letters': (other) => encodeURIComponent(wide(other)),
  'in Cyrillic letters': (other) => encodeURIComponent(cyrillic(other)),
  'with a space before': (other) => `%20${encodeURIComponent(other)}`,
  'with a tab after': (other) => `${encodeURIComponent(other)}%09`,
  'with a zero byte after': (other) => `${encodeURIComponent(other)}%00`,
  'with a zero-width space': (other) => `${encodeURIComponent(other)}%E2%80%8B`,
  'with a soft hyphen': (other) => `%C2%AD${encodeURIComponent(other)}`,
  'with a dot after': (other) => `${encodeURIComponent(other)}.`,
  'with an encoded dot after': (other) => `${encodeURIComponent(other)}%2e`,
  'with a slash after': (other) => `${encodeURIComponent(other)}/`,
  'with an encoded slash after': (other) => `${encodeURIComponent(other)}%2f`,
  'with a slash before': (other) => `/${encodeURIComponent(other)}`,
  'with a dot segment': (other) => `./${encodeURIComponent(other)}`,
  'with an encoded dot segment': (other) => `%2e/${encodeURIComponent(other)}`,
  'up from the own': (other, own) => `${encodeURIComponent(own)}/../${encodeURIComponent(other)}`,
  'up from the own, dots encoded': (other, own) =>
    `${encodeURIComponent(own)}/%2e%2E/${encodeURIComponent(other)}`,
  'up from the own, all encoded': (other, own) =>
    `${encodeURIComponent(own)}%2f%2e%2e%2f${encodeURIComponent(other)}`,
  'up from the own, with backslashes': (other, own) =>
    `${encodeURIComponent(own)}\\..\\${encodeURIComponent(other)}`,
  'after the own and a comma': (other, own) =>
    `${encodeURIComponent(own)},${encodeURIComponent(other)}`,
  'after the own and a zero byte': (other, own) =>
    `${encodeURIComponent(own)}%00${encodeURIComponent(other)}`,
  'as a matrix parameter': (other, own) =>
    `${encodeURIComponent(own)};user_id=${encodeURIComponent(other)}`,
  'in overlong UTF-8': (other) => `%c1%a1${encodeURIComponent(other.slice(1))}`,
};

/** However an id is spelled, it never leads to the data of another. */
export function oddIdsContract(target: AccessTarget, routes: readonly Route[]): void {
  let bench: AccessBench;
  let own: Account;
  let other: Account;
  let admin: Account;
  beforeAll(async () => {
    bench = await accessBench(target.store());
    // Of every letter that another script has too, and alike but for their case.
    own = await newAccount(bench, { userId: 'Face_of-2a', email: 'face2@example.com' });
    other = await newAccount(bench, { userId: 'face_of-2a', email: 'face@example.com' });
    admin = await newAccount(bench, { role: 'admin' });
  }, HOOK_TIMEOUT_MS);
  afterAll(() => bench.close());

  const owned = probesOf(routes).filter(({ route }) => route.access.audience === 'owner');

  describe.each(owned.map((probe) => ({ name: probe.name, probe })))('$name', ({ probe }) => {
    const inPath = probe.route.path.includes('{');

    test('reaches nothing of another, however the id is spelled', async () => {
      const before = await target.dumpBefore();
      const spelled = probe.route.path.includes('{email}') ? 'email' : 'userId';
      for (const [name, spell] of Object.entries(SPELLINGS)) {
        const { url, text } = spelledInput(spell(other[spelled], own[spelled]));
        const { method } = probe.route;
        const answer = await bench.send({ method, url, token: own.token, text });
        expect([400, 403, 404, 405], `${name}: ${url} ${answer.text}`).toContain(answer.status);
        expect(answer.storeCalls.filter((call) => call !== 'sessions.findSession')).toEqual([]);
        // A request id may have any hex digits.
        const { instance, request_id, ...shown } = JSON.parse(answer.text);
        expect(JSON.stringify(shown), name).not.toContain('face');
      }
      expect(await target.dump()).toEqual(before);
    });

    /** In the place of the id: the text itself in a path and a query, decoded in a body. */
    const spelledInput = (spelling: string) => {
      const mark = 'mark-of-the-place';
      const markEmail = `${mark}@example.com`;
      const { url, body } = inputOf(probe, { ...nobody(bench), userId: mark, email: markEmail });
      const place = url.includes(mark) ? /mark-of-the-place(?:%40example\.com)?/ : undefined;
      return {
        url: place === undefined ? url : url.replace(place, () => querySafe(spelling, inPath)),
        text: body && JSON.stringify(body).replaceAll(`"${mark}"`, () => decoded(spelling)),
      };
    };
  });

  test.each(Object.entries(SPELLINGS).filter(([name]) => !LEGAL.has(name)))(
    'an admin who spells an id %s does not reach the account either',
    async (_, spell) => {
      const url = `/users/${spell(other.userId, 'x')}`;
      const { status, text } = await bench.send({ method: 'GET', url, token: admin.token });
      expect([400, 404]).toContain(status);
      expect(text).not.toContain(other.email);
    },
  );

  test('ids that differ in case alone are of two accounts', async () => {
    for (const account of [own, other]) {
      const url = `/users/${account.userId}`;
      const { body } = await bench.send({ method: 'GET', url, token: account.token });
      expect(body).toMatchObject({ user_id: account.userId, email: account.email });
    }
  });

  test.each(['__proto__', 'constructor', 'toString', 'null', 'undefined', '0', '-', '_'])(
    'the id %s is nobody’s',
    async (userId) => {
      const url = `/users/${userId}`;
      const asked = (token: string) => bench.send({ method: 'GET', url, token });
      expect((await asked(own.token)).status).toBe(403);
      expect((await asked(admin.token)).status).toBe(404);
    },
  );
}

/** By the rules of URLs these are the very id. */
const LEGAL: ReadonlySet<string> = new Set([
  'plain',
  'every byte encoded',
  'with a dot segment',
  'with an encoded dot segment',
  'up from the own',
  'up from the own, dots encoded',
  'up from the own, with backslashes',
]);

/** In a query some of these mean something else than in a path. */
function querySafe(spelling: string, inPath: boolean): string {
  return inPath ? spelling : spelling.replaceAll('&', '%26').replaceAll('#', '%23');
}

function decoded(spelling: string): string {
  try {
    return JSON.stringify(decodeURIComponent(spelling));
  } catch {
    return JSON.stringify(spelling);
  }
}
