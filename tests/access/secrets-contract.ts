import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOOK_TIMEOUT_MS } from './access-bench.ts';
import {
  ANY_HASH,
  hashSecrets,
  KEY_FILE,
  keySecrets,
  passwordSecrets,
  rowsOf,
  tokenHashSecrets,
  tokenSecrets,
  withoutItsTokens,
} from './run-secrets.ts';
import { exactSecret, type Secret, secretsIn } from './secret-forms.ts';
import { type Evidence, type RunTarget, wholeRun } from './whole-run.ts';

/** As SECURITY.md lists them: a run in which one is missing has not seen everything. */
const EVENTS = [
  ...['logged-in', 'log-in-failed', 'log-in-throttled', 'refresh-token-reused', 'session-ended'],
  ...['all-sessions-ended', 'password-changed', 'password-change-failed'],
  ...['password-reset-started', 'password-reset', 'access-changed'],
];

/** After a run of everything, no secret is where it should not be. */
export function secretsContract(target: RunTarget, usersTable: () => string): void {
  const pepper = randomBytes(32);
  let evidence: Evidence;
  let secrets: readonly Secret[];
  let hashes: readonly Secret[];
  /** What is for the store alone as well. */
  let unshown: readonly Secret[];
  beforeAll(async () => {
    evidence = await wholeRun(target, pepper);
    hashes = hashSecrets(evidence.looks);
    secrets = [
      ...passwordSecrets(),
      ...tokenSecrets(evidence.replies),
      ...keySecrets(evidence.looks),
      exactSecret('the pepper', pepper),
    ];
    unshown = [...secrets, ...hashes, ...tokenHashSecrets(evidence.looks)];
  }, HOOK_TIMEOUT_MS);

  test('the run has seen everything', () => {
    const { output, replies, commands, looks, faultStatuses } = evidence;
    const failures = ['user-registration', 'update-user'].map((name) => `Workflow ${name} failed`);
    const unseen = [...EVENTS.map((event) => `"event":"${event}"`), ...failures];
    expect(unseen.filter((text) => !output.includes(text))).toEqual([]);
    expect(commands.get('admin:create')).toContain('is an admin now');
    const statuses = new Set(replies.map(({ status }) => status));
    const wanted = [200, 201, 400, 401, 403, 404, 409, 415, 429, 500];
    expect(wanted.filter((status) => !statuses.has(status))).toEqual([]);
    for (const found of faultStatuses) expect(found).toContain(500);
    expect(keySecrets(looks)).toHaveLength(3);
    expect(hashes.length).toBeGreaterThan(20);
    expect(tokenSecrets(replies).length).toBeGreaterThan(100);
    expect(tokenHashSecrets(looks).length).toBeGreaterThan(50);
  });

  test('no line of the log and no command tells one', () => {
    expect(secretsIn(evidence.output, unshown)).toEqual([]);
    expect(ANY_HASH.test(evidence.output)).toBe(false);
    for (const [name, text] of evidence.commands) {
      expect(secretsIn(text, unshown), name).toEqual([]);
    }
  });

  test('no reply tells one, but a token where it is given', () => {
    const byText = new Map(evidence.replies.map((reply) => [withoutItsTokens(reply), reply]));
    for (const [text, { asked, status }] of byText) {
      expect(secretsIn(text, unshown), `${asked} ${status}`).toEqual([]);
      expect(text, `${asked} ${status}`).not.toMatch(ANY_HASH);
    }
  });

  test('no row of the store has one', () => {
    const seen = new Set<string>();
    for (const [table, row] of evidence.looks.flatMap(({ rows }) => rowsOf(rows))) {
      const text = `${table} ${JSON.stringify(row)}`;
      if (seen.has(text)) continue;
      seen.add(text);
      expect(secretsIn(text, secrets), text).toEqual([]);
    }
    expect(seen.size).toBeGreaterThan(100);
  });

  test('a password hash is in the accounts’ password_hash and in no other place', () => {
    for (const [table, row] of evidence.looks.flatMap(({ rows }) => rowsOf(rows))) {
      const { password_hash: hash, ...others } = row;
      const outside = JSON.stringify(table === usersTable() ? others : row);
      expect(outside).not.toMatch(ANY_HASH);
      expect(secretsIn(outside, hashes), table).toEqual([]);
      if (table === usersTable() && typeof hash === 'string') expect(hash).toMatch(/^\$argon2id\$/);
    }
  });

  describe('the data folder', () => {
    test('no file has one, but the keys theirs', () => {
      const keyNames = keySecrets(evidence.looks).map(({ name }) => name);
      for (const { files } of evidence.looks) {
        for (const [name, bytes] of files) {
          const found = secretsIn(bytes, secrets);
          const allowed = name === KEY_FILE ? keyNames : [];
          expect(
            found.filter((one) => !allowed.includes(one)),
            name,
          ).toEqual([]);
        }
      }
    });

    test('the keys are their owner’s alone, and nothing is left beside them', () => {
      const running = evidence.looks.slice(0, -1);
      for (const { files } of running) expect(namesOf(files).sort()).toEqual(target.files);
      for (const { files, modes } of evidence.looks) {
        expect(modes.get(KEY_FILE)).toBe(0o600);
        expect(target.files).toEqual(expect.arrayContaining(namesOf(files)));
      }
    });

    test('a key that was dropped is in it no more', () => {
      const last = evidence.looks.at(-1);
      const gone = keySecrets(evidence.looks).slice(0, 2);
      for (const [name, bytes] of last?.files ?? [])
        expect(secretsIn(bytes, gone), name).toEqual([]);
    });
  });
}

/** But for uploaded photos, of which there are as many as the run has saved. */
function namesOf(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files.keys()].filter((name) => !/^photos\/[\w-]+\.png$/.test(name));
}
