import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KitroomProcess, removeDataDir, startKitroom } from '../runtimes/kitroom-process.ts';
import { newAdmin, runCommand } from '../runtimes/run-command.ts';

const SMOKE = 'scripts/smoke.ts';

let open: KitroomProcess;
let closed: KitroomProcess;
beforeAll(async () => {
  [open, closed] = await Promise.all([
    startKitroom(),
    startKitroom({ ACCESS: 'protected', SAMPLE_DATA: 'on' }),
  ]);
});
afterAll(async () => {
  for (const server of [open, closed]) {
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

async function usersOf({ baseUrl }: KitroomProcess): Promise<readonly unknown[]> {
  const response = await fetch(`${baseUrl}/users`);
  return ((await response.json()) as { items: unknown[] }).items;
}

describe('the smoke test', () => {
  test('passes on a server in open mode and changes nothing', async () => {
    const arguments_ = ['--url', `${open.baseUrl}/`];
    const { code, stdout, stderr } = await runCommand(SMOKE, {
      arguments: arguments_,
      settings: {},
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(`Smoke test of ${open.baseUrl}`);
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^(ok|skip) +\d+ ms {2}\S/);
    expect(lines.at(-1)).toBe('14 passed, 0 failed, 2 skipped');
    expect(stdout).toContain('no token is 401 – the server is in open mode');
    expect(await usersOf(open)).toEqual([]);
  });

  test('that may write leaves no account behind', async () => {
    const { code, stdout } = await runCommand(SMOKE, {
      arguments: ['--url', open.baseUrl, '--write'],
      settings: {},
    });
    expect(stdout).toContain('it has a cart – one line came and went');
    expect(stdout.trimEnd()).toMatch(/18 passed, 0 failed, 2 skipped$/);
    expect(code).toBe(0);
    expect(await usersOf(open)).toEqual([]);
  });

  test('reads the account of a token, which it never shows', async () => {
    const admin = await newAdmin({ DATA_DIR: closed.dataDir, ACCESS: 'protected' });
    const response = await fetch(`${closed.baseUrl}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const { code, stdout } = await runCommand(SMOKE, {
      arguments: ['--url', closed.baseUrl],
      settings: { SMOKE_TOKEN: token },
    });
    expect(stdout.trimEnd()).toMatch(/16 passed, 0 failed$/);
    expect(stdout).not.toContain(token);
    expect(code).toBe(0);
  });

  test('fails where nobody answers, in a line a check', async () => {
    const { code, stdout, stderr } = await runCommand(SMOKE, {
      arguments: ['--url', 'http://127.0.0.1:1', '--write'],
      settings: {},
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/FAIL +\d+ ms {2}the process answers – GET \/health\/live was not ans/);
    expect(stdout.trimEnd()).toMatch(/0 passed, 16 failed, 4 skipped$/);
  });

  test.each([
    [[], '--url is missing'],
    [['--url', 'kitroom.example'], '--url must be an address'],
    [['--url', 'ftp://kitroom.example'], '--url must be an address'],
    [['--url', 'https://kitroom.example?x=1'], '--url must be an address'],
    [['--url', 'https://kitroom.example', '--timeout', '0'], '--timeout must be whole seconds'],
    [['--url', 'https://kitroom.example', '--wirte'], "Unknown option '--wirte'"],
  ])('refuses %j with its usage', async (args, reason) => {
    const { code, stdout, stderr } = await runCommand(SMOKE, { arguments: args, settings: {} });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('Usage: npm run smoke -- --url');
  });
});
