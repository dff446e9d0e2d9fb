import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { median, quantile } from '../measure.ts';
import { type Memory, memoryOf } from '../memory.ts';
import type { BenchOptions } from '../options.ts';
import type { ServerProcess } from '../server-process.ts';
import type { BurstAnswer, BurstOrder } from './burst-sender.ts';
import { postHeaders, signIn } from './calls.ts';
import { type Contender, SIGNED_IN } from './contender.ts';
import { startProbe } from './probe.ts';

export const BURST_LOG_INS = 500;
const REST_MS = 1_000;

interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface BurstFigures {
  readonly label: string;
  readonly unrelatedPath: string;
  readonly ok: number;
  /** 503 with Retry-After. */
  readonly putOff: number;
  readonly otherwise: number;
  readonly lastAnswerMs: number;
  readonly unrelatedAlone: Latency;
  readonly unrelatedMeanwhile: Latency;
  /** Of a process that nobody has asked anything yet; both undefined where there is no /proc. */
  readonly restMegabytes: number | undefined;
  readonly peakMegabytes: number | undefined;
}

/** Many sign in at once to a server that has just started; what else it does is watched. */
export async function measureBurst(
  contender: Contender,
  { rounds, seconds }: Pick<BenchOptions, 'rounds' | 'seconds'>,
  progress: (text: string) => void,
): Promise<BurstFigures> {
  const { label, unrelatedPath } = contender;
  const server = await contender.start();
  await delay(REST_MS);
  const atRest: Memory | undefined = memoryOf(server);
  const unrelatedUrl = server.baseUrl + unrelatedPath;

  progress(`${label}: ${unrelatedPath} alone`);
  await signIn(server, contender.accounts.slice(0, SIGNED_IN), contender.logIn, () => undefined);
  await delay(REST_MS);
  await probed(unrelatedUrl, () => delay(REST_MS));
  const alone = await probed(unrelatedUrl, () => delay(seconds * 1_000));

  const bursts: (readonly BurstAnswer[])[] = [];
  const meanwhile: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`${label}: ${BURST_LOG_INS} sign-ins at once, round ${round} of ${rounds}`);
    const latencies = await probed(unrelatedUrl, async () => {
      bursts.push(await sendBurst(server, contender));
    });
    meanwhile.push(...latencies);
  }
  const peakMegabytes = memoryOf(server)?.peakMegabytes;
  await server.stop();

  const counted = (isMeant: (answer: BurstAnswer) => boolean) =>
    median(bursts.map((answers) => answers.filter(isMeant).length));
  const last = bursts.map((answers) =>
    Math.max(...answers.map(({ milliseconds }) => milliseconds)),
  );
  return {
    label,
    unrelatedPath,
    ok: counted(isOk),
    putOff: counted(isPutOff),
    otherwise: counted((answer) => !isOk(answer) && !isPutOff(answer)),
    lastAnswerMs: median(last),
    unrelatedAlone: latencyOf(alone),
    unrelatedMeanwhile: latencyOf(meanwhile),
    restMegabytes: atRest?.residentMegabytes,
    peakMegabytes,
  };
}

async function probed(url: string, work: () => Promise<unknown>): Promise<readonly number[]> {
  const probe = startProbe(url);
  await work();
  return probe.stop();
}

async function sendBurst(
  { baseUrl }: ServerProcess,
  { accounts, logIn }: Contender,
): Promise<readonly BurstAnswer[]> {
  const order: BurstOrder = {
    baseUrl,
    requests: accounts.slice(0, BURST_LOG_INS).map((account) => {
      const { path, body } = logIn(account);
      return { path, headers: postHeaders(), body: JSON.stringify(body) };
    }),
  };
  const thread = new Worker(new URL('./burst-sender.ts', import.meta.url), { workerData: order });
  const [answers] = (await once(thread, 'message')) as [readonly BurstAnswer[]];
  await thread.terminate();
  return answers;
}

function isOk({ status }: BurstAnswer): boolean {
  return status === 200;
}

function isPutOff({ status, hasRetryAfter }: BurstAnswer): boolean {
  return status === 503 && hasRetryAfter;
}

function latencyOf(latencies: readonly number[]): Latency {
  const sorted = [...latencies].sort((left, right) => left - right);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
}
