import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { apiClient } from '../contracts/http/api-client.ts';
import { type KitroomProcess, startKitroom } from '../runtimes/kitroom-process.ts';
import { createAdmin, runCommand } from '../runtimes/run-command.ts';
import { callEveryRoute, startReset } from './every-route.ts';
import { type RecordedReply, recordReplies } from './recorded-replies.ts';
import {
  actInFault,
  buyAndLeave,
  changePasswords,
  logIn,
  logInInVain,
  lookForPassword,
  misplaceTokens,
  refreshAndReuse,
  signUp,
  signUpInVain,
  updateByEmail,
} from './sign-in-acts.ts';
import type { Row } from './sqlite-rows.ts';
import { TYPED } from './typed-passwords.ts';

/** A store, and what a run needs of it. */
export interface RunTarget {
  /** Of the server and the commands. */
  readonly settings: () => Readonly<Record<string, string>>;
  readonly rows: (dataDir: string) => Promise<Readonly<Record<string, readonly Row[]>>>;
  /** What the data folder of a running server holds, sorted. */
  readonly files: readonly string[];
  /** Each breaks a part of the store, and gives what mends it. */
  readonly faults: readonly (() => Promise<() => void | Promise<void>>)[];
}

/** What stands on the machine at one moment of a run. */
export interface Look {
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** Of the data folder, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** The permissions of each. */
  readonly modes: ReadonlyMap<string, number>;
}

export interface Evidence {
  /** Of the server: its banner and its log. */
  readonly output: string;
  /** What the commands printed, by their name. */
  readonly commands: ReadonlyMap<string, string>;
  readonly replies: readonly RecordedReply[];
  readonly looks: readonly Look[];
  /** The statuses of the acts in each fault. */
  readonly faultStatuses: readonly (readonly number[])[];
}

const ADMIN = { email: 'admin@example.com', password: TYPED.ofAdmin };

/** Does all there is to be done with a real server and its commands, well and badly. */
export async function wholeRun(target: RunTarget, pepper: Buffer): Promise<Evidence> {
  const server = await startKitroom({
    ...target.settings(),
    ACCESS: 'protected',
    SAMPLE_DATA: 'on',
    LOG_LEVEL: 'trace',
    TRUSTED_HOPS: '1',
    PASSWORD_PEPPERS: `one:${pepper.toString('base64')}`,
  });
  const commandSettings = {
    ...target.settings(),
    DATA_DIR: server.dataDir,
    LOG_LEVEL: 'trace',
    PASSWORD_PEPPERS: `one:${pepper.toString('base64')}`,
  };
  const commands = new Map<string, string>();
  const record = recordReplies();
  const looks: Look[] = [];
  const look = async () => {
    looks.push({ rows: await target.rows(server.dataDir), ...filesIn(server.dataDir) });
  };
  const run = async (name: string, running: ReturnType<typeof runCommand>) => {
    const { code, stdout, stderr } = await running;
    commands.set(name, stdout + stderr);
    return code;
  };
  const rotate = (...options: readonly string[]) =>
    runCommand('src/entry/rotate-keys.ts', { arguments: options, settings: commandSettings });
  try {
    const weak = { email: ADMIN.email, password: TYPED.ofWeakAdmin };
    expect(await run('admin:create, weak', createAdmin(commandSettings, weak))).toBe(1);
    expect(await run('admin:create', createAdmin(commandSettings, ADMIN))).toBe(0);
    expect(await run('admin:create again', createAdmin(commandSettings, ADMIN))).toBe(1);
    const api = apiClient({ baseUrl: () => server.baseUrl });
    const asAdmin = api.as(await logIn(api, ADMIN));

    await signUpInVain(api);
    let person = await signUp(api, TYPED.ofSignUp);
    await logInInVain(api, person);
    await lookForPassword(asAdmin);
    await misplaceTokens(api, person);
    await refreshAndReuse(api, person);
    await look();
    person = await changePasswords(api, asAdmin, person);
    await look();
    person = await updateByEmail(api, person);
    await buyAndLeave(api, person);
    await callEveryRoute(api, asAdmin);

    expect(await run('keys:rotate', rotate())).toBe(0);
    await untilKeys(server, 2);
    await look();
    expect(await run('keys:rotate --now', rotate('--now'))).toBe(0);
    await untilKeys(server, 1);
    await look();

    const faultStatuses = [];
    for (const fault of target.faults) {
      // The earlier fault may have ended sessions.
      const byAdmin = api.as(await logIn(api, ADMIN));
      const ofFault = await signUp(api, TYPED.ofSignUp);
      const resetToken = await startReset(api, byAdmin);
      const faulted = { person: ofFault, tokens: await logIn(api, ofFault), resetToken };
      const mend = await fault();
      faultStatuses.push(await actInFault(api, byAdmin, faulted));
      await mend();
    }
    expect(await server.stop()).toBe(0);
    looks.push({ rows: {}, ...filesIn(server.dataDir) });
    return { output: server.output(), commands, replies: record.replies, looks, faultStatuses };
  } finally {
    record.stop();
    await server.stop('SIGKILL');
  }
}

async function untilKeys({ baseUrl }: KitroomProcess, count: number): Promise<void> {
  const keys = async () => {
    const response = await fetch(`${baseUrl}/.well-known/jwks.json`);
    return ((await response.json()) as { readonly keys: readonly unknown[] }).keys.length;
  };
  await vi.waitFor(async () => expect(await keys()).toBe(count), { timeout: 10_000 });
}

function filesIn(folder: string): Pick<Look, 'files' | 'modes'> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return {
    files: new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)])),
    modes: new Map(
      paths.map((path) => [path.slice(folder.length + 1), statSync(path).mode & 0o777]),
    ),
  };
}
