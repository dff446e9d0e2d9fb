import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { apiClient } from '../contracts/http/api-client.ts';
import { createUser } from '../contracts/http/fixtures.ts';
import { startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { withoutJava } from '../stores/java.ts';
import { dynamodbSettings } from './dynamodb-tables.ts';
import { addressOf, newDataDir, removeDataDir, spawnScript } from './kitroom-process.ts';
import { expectRefusal, runScript } from './run-to-exit.ts';

const SCRIPT = 'scripts/start-dynamodb.ts';
const PORT = 8000;
const isPortTaken = await isListening(PORT);

/** `npm run start:dynamodb`. */
describe('start:dynamodb', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    dataDir = await newDataDir();
  });
  afterAll(() => removeDataDir(dataDir));
  afterEach(async () => {
    for (const child of children.splice(0)) await stop(child);
  });
  const settings = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...more,
  });
  const start = async (more?: Readonly<Record<string, string>>) => {
    const child = spawnScript(SCRIPT, settings(more));
    children.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    const baseUrl = await addressOf(child, () => text, 30_000);
    return { child, api: apiClient({ baseUrl: () => baseUrl }), output: () => text };
  };

  test.skipIf(withoutJava)(
    'with DYNAMODB_ENDPOINT it makes the tables and serves, and neither starts nor stops an engine',
    async () => {
      const engine = await startDynamodbLocal();
      onTestFinished(() => engine.stop());
      const more = dynamodbSettings(engine.endpoint);
      const { child, api, output } = await start(more);
      expect(output()).toContain(`made   ${more.USERS_TABLE}`);
      expect(output()).toContain(`Store          dynamodb, at ${engine.endpoint}`);
      const { userId } = await createUser(api);
      expect(await readdir(dataDir)).not.toContain('dynamodb');
      expect(await stop(child)).toBe(0);

      const again = await start(more);
      expect((await again.api.get(`/users/${userId}`)).status).toBe(200);
      expect(await stop(again.child)).toBe(0);
    },
    60_000,
  );

  describe.skipIf(withoutJava || isPortTaken)(`on port ${PORT}`, () => {
    test.each([{}, { DYNAMODB_ENDPOINT: ' ' }])(
      'with %j it starts an engine whose data outlive it, and stops it at the end',
      async (more) => {
        const first = await start(more);
        expect(first.output()).toContain(`Store          dynamodb, at http://127.0.0.1:${PORT}`);
        const { userId, email } = await createUser(first.api);
        expect(await readdir(dataDir)).toContain('dynamodb');
        expect(await stop(first.child)).toBe(0);
        expect(await isListening(PORT)).toBe(false);

        const second = await start(more);
        expect((await second.api.get(`/users/${userId}`)).body).toMatchObject({ email });
        expect(await stop(second.child, 'SIGINT')).toBe(0);
        expect(await isListening(PORT)).toBe(false);
      },
      60_000,
    );

    test('a server that cannot start takes the engine with it', async () => {
      const exit = await runScript(SCRIPT, settings({ HOST: '192.0.2.1', ACCESS: 'protected' }));
      expect(exit.code).toBe(1);
      expect(exit.stderr).toMatch(/^Cannot listen on 192\.0\.2\.1 port 0: .*\n$/);
      expect(await isListening(PORT)).toBe(false);
    });
  });

  test.skipIf(isPortTaken)('without Java it is one clear sentence', async () => {
    const bin = join(dataDir, 'without-java');
    await mkdir(bin);
    await symlink(process.execPath, join(bin, 'node'));
    expectRefusal(
      await runScript(SCRIPT, settings({ PATH: bin })),
      /^DynamoDB Local needs Java 17/,
    );
  });

  test.skipIf(isPortTaken)('with a Java that fails it is one clear sentence', async () => {
    const bin = join(dataDir, 'old-java');
    await mkdir(bin);
    await writeFile(join(bin, 'java'), '#!/bin/sh\nexit 1\n');
    await chmod(join(bin, 'java'), 0o755);
    expectRefusal(
      await runScript(SCRIPT, settings({ PATH: bin })),
      /^DynamoDB Local needs Java 17/,
    );
  });

  test('bad settings are told before an engine is started', async () => {
    const folder = join(dataDir, 'untouched');
    const bad = { DATA_DIR: folder, USERS_TABLE: 'x', PORT: 'http' };
    expectRefusal(await runScript(SCRIPT, settings(bad)), /^PORT: /, /^USERS_TABLE: /);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });
});

async function stop(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode ?? child.signalCode;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
