import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 15_000;
const PAUSE_MS = 2;

/** Asks until the address answers. @throws Error when the server ends or takes too long */
export async function firstAnswer(url: string, isAlive: () => boolean): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (Date.now() < deadline && isAlive()) {
    if (await answers(url)) return;
    await delay(PAUSE_MS);
  }
  throw new Error(`No server answered at ${url}; what it said stands above.`);
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode === 200));
    });
    request.once('error', () => resolve(false));
  });
}
