import type { Request } from 'autocannon';
import type { ShopData } from './bench-store.ts';
import { measureRound, medians, type Round } from './measure.ts';
import type { RequestStream, Scenario } from './scenarios.ts';
import type { ServerProcess } from './server-process.ts';

const WARM_UP_SECONDS = 1;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** One of the two servers that are compared. */
export interface Contender {
  readonly label: 'Kitroom' | 'bare';
  readonly server: ServerProcess;
  readonly data: ShopData;
}

export interface Comparison {
  readonly route: string;
  readonly kitroom: Round;
  readonly bare: Round;
  /** Requests per second, Kitroom's over the bare server's. */
  readonly ratio: number;
}

/** Measures a route on both servers in turn, so that both meet the same moods of the machine. */
export async function compare(
  scenario: Scenario,
  contenders: { readonly kitroom: Contender; readonly bare: Contender },
  options: { readonly seconds: number; readonly rounds: number; readonly connections: number },
  progress: (text: string) => void,
): Promise<Comparison> {
  const kitroom = track(contenders.kitroom, scenario);
  const bare = track(contenders.bare, scenario);
  progress(`${scenario.title}: same answer from both?`);
  await checkSameAnswer(scenario, kitroom, bare);
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const one of [kitroom, bare]) {
      const seconds = round === 0 ? WARM_UP_SECONDS : options.seconds;
      const step = round === 0 ? 'warm-up' : `round ${round} of ${options.rounds}`;
      progress(`${scenario.title}: ${one.contender.label}, ${step}`);
      await prepare(one, seconds);
      const { baseUrl } = one.contender.server;
      const measured = await measureRound(baseUrl, one.stream, { ...options, seconds });
      if (round > 0) one.rounds.push(measured);
    }
  }
  const result = { kitroom: medians(kitroom.rounds), bare: medians(bare.rounds) };
  const ratio = result.kitroom.requestsPerSecond / result.bare.requestsPerSecond;
  return { route: scenario.title, ...result, ratio };
}

interface Track {
  readonly contender: Contender;
  readonly stream: RequestStream;
  readonly rounds: Round[];
}

function track(contender: Contender, scenario: Scenario): Track {
  return { contender, stream: scenario.start(), rounds: [] };
}

async function prepare({ contender, stream }: Track, seconds: number): Promise<void> {
  await stream.prepare?.(contender.data, seconds);
}

/** A bare server that answers something else would be no measure. */
async function checkSameAnswer(scenario: Scenario, kitroom: Track, bare: Track): Promise<void> {
  const [fromKitroom, fromBare] = [await firstAnswerOf(kitroom), await firstAnswerOf(bare)];
  if (fromKitroom === fromBare && fromKitroom.startsWith('2')) return;
  throw new Error(
    `${scenario.title} is answered differently.\nKitroom: ${fromKitroom}\nbare:    ${fromBare}`,
  );
}

/** Status and body, with the ids that are drawn at random left out. */
async function firstAnswerOf(one: Track): Promise<string> {
  await prepare(one, 1);
  const [template = {}] = one.stream.requests;
  const request = built(template);
  const { body, method = 'GET' } = request;
  const response = await fetch(one.contender.server.baseUrl + request.path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: String(body) }),
  });
  return `${response.status} ${(await response.text()).replaceAll(UUID, '<id>')}`;
}

function built(request: Request): Request {
  return typeof request.setupRequest === 'function' ? request.setupRequest(request, {}) : request;
}
