import { Agent, get } from 'node:http';

const PAUSE_MS = 10;

export interface Probe {
  /** Gives the latency of each answer, in milliseconds. @throws Error when one was not 200 */
  stop(): Promise<readonly number[]>;
}

/** Asks at an even pace, whether or not the last answer has come. */
export function startProbe(url: string): Probe {
  const agent = new Agent({ keepAlive: true });
  const answers: Promise<number>[] = [];
  const timer = setInterval(() => answers.push(latencyOf(url, agent)), PAUSE_MS);
  return {
    async stop() {
      clearInterval(timer);
      const latencies = await Promise.all(answers);
      agent.destroy();
      return latencies;
    },
  };
}

function latencyOf(url: string, agent: Agent): Promise<number> {
  const sentAt = performance.now();
  const answer = ask(url, agent).then(() => performance.now() - sentAt);
  // It is looked at later.
  answer.catch(() => undefined);
  return answer;
}

function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    request.once('error', (error) => {
      // The server took an idle connection away at the very moment it was used again.
      if (request.reusedSocket) resolve(ask(url, agent));
      else reject(error);
    });
  });
}
