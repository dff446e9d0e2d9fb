import { FUNCTION_TIMEOUT_MS, type FunctionInstance, startInstance } from './function-instance.ts';
import type { LiveShop } from './live-shop.ts';
import {
  answersWell,
  type Expectation,
  type ExpectedEvent,
  type FunctionCase,
  shortened,
} from './proper-event.ts';
import { type ServiceGate, startServiceGate } from './service-gate.ts';

/** Far shorter than a function waits for its store. */
const SHORT_TIMEOUT_MS = 800;

interface Place {
  readonly one: FunctionCase;
  readonly start: () => Promise<FunctionInstance>;
  readonly store: ServiceGate;
  readonly secretsManager: ServiceGate;
  /** Every outcome as text. */
  readonly told: string[];
  /** Notes what is wrong, by what was tried. */
  readonly note: (tried: string, faults: readonly string[]) => void;
}

/** Tries one function in all that may happen to it; gives what was wrong. */
export async function faultsOfFunction(
  shop: LiveShop,
  one: FunctionCase,
  folder: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const store = await startServiceGate(shop.dynamodbEndpoint);
  const secretsManager = await startServiceGate(shop.bench.services.endpoint);
  const instances: FunctionInstance[] = [];
  const settings = shop.settingsOf(one, store.endpoint, secretsManager.endpoint);
  const place: Place = {
    ...{ one, store, secretsManager, told: [] },
    async start() {
      const options = { name: one.name, folder, handler: 'index.handler', settings };
      const instance = await startInstance(options);
      instances.push(instance);
      return instance;
    },
    note: (tried, found) =>
      faults.push(...found.map((fault) => `${one.name}, ${tried}: ${shortened(fault)}`)),
  };
  try {
    await tryLife(place);
    if (one.readsSecret) await trySecret(place);
    if (one.readsSecret || one.withoutStore !== undefined) await tryTimeout(place);
  } catch (error) {
    faults.push(`${one.name}: ${error}`);
  } finally {
    await Promise.all(instances.map((instance) => instance.stop()));
    await store.stop();
    await secretsManager.stop();
  }
  const written = instances.map((instance) => instance.output());
  place.note('what it told', secretsIn([...written, ...place.told].join('\n'), shop.secrets));
  return faults;
}

/** One process through everything that it must outlive. */
async function tryLife(place: Place): Promise<void> {
  const { one } = place;
  const instance = await place.start();
  await tryProper(place, instance, 'a cold start');
  await tryProper(place, instance, 'a warm call');
  for (const { event, expected } of one.bad) {
    await tryEvent(place, instance, { event, expected }, `the event ${JSON.stringify(event)}`);
  }
  await tryEvent(place, instance, await one.refused(), 'a refusal');
  await tryProper(place, instance, 'a call after bad ones');
  if (one.withoutStore !== undefined) {
    const { event } = await one.waiting();
    const lost = { event, expected: one.withoutStore };
    const other = one.remembers ? await place.start() : instance;
    place.store.set('closed');
    await tryEvent(place, other, lost, 'a call without the store');
    place.store.set('open');
    await tryProper(place, other, 'a call when the store is back');
  }
  await instance.stop();
}

/** What cannot be read at the first event is read at the next, by the same process. */
async function trySecret(place: Place): Promise<void> {
  const instance = await place.start();
  const { event } = await place.one.waiting();
  place.secretsManager.set('closed');
  await tryEvent(place, instance, { event, expected: failsForSecret }, 'no secret');
  place.secretsManager.set('open');
  await tryProper(place, instance, 'a call when the secret is back');
  await instance.stop();
}

/** Lambda kills what has not answered in time, and starts another process for the next event. */
async function tryTimeout(place: Place): Promise<void> {
  const { one, store, secretsManager } = place;
  const instance = await place.start();
  if (one.withoutStore !== undefined && !one.remembers) {
    await tryProper(place, instance, 'a call before a timeout');
  }
  const { event } = await one.waiting();
  store.set('silent');
  secretsManager.set('silent');
  const outcome = await instance.invoke(event, SHORT_TIMEOUT_MS);
  if (outcome !== 'timeout') {
    place.note('nothing answers', [`it did not wait: ${JSON.stringify(outcome)}`]);
  }
  store.set('open');
  secretsManager.set('open');
  await tryProper(place, await place.start(), 'the start after a timeout');
}

async function tryProper(place: Place, instance: FunctionInstance, tried: string): Promise<void> {
  const { event, faultsOf } = await place.one.proper();
  await tryEvent(place, instance, { event, expected: answersWell(faultsOf) }, tried);
}

async function tryEvent(
  place: Place,
  instance: FunctionInstance,
  { event, expected }: ExpectedEvent,
  tried: string,
): Promise<void> {
  const outcome = await instance.invoke(event);
  if (typeof outcome !== 'string') {
    place.told.push(JSON.stringify(outcome));
    return place.note(tried, expected(outcome));
  }
  const how =
    outcome === 'ended'
      ? 'its process ended'
      : `it took over ${FUNCTION_TIMEOUT_MS / 1000} seconds`;
  throw new Error(`${how} at ${tried}:\n${instance.output()}`);
}

const failsForSecret: Expectation = (outcome) => {
  if (outcome.kind === 'answer') return [`it answered ${outcome.body}`];
  const { errorMessage } = outcome.error;
  const isIt = errorMessage.startsWith('SETTINGS_SECRET: kitroom cannot be read');
  return isIt ? [] : [`it failed with ${errorMessage}`];
};

function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  const found = secrets.filter((secret) => text.includes(secret));
  return found.length === 0 ? [] : [`${found.length} secrets stand in it`];
}
