import { makeArgon2Hash } from '../../src/services/argon2-hash.ts';
import type { BenchStore } from '../bench-store.ts';
import { sampleUsers } from '../data.ts';
import { measureRound } from '../measure.ts';
import type { BenchOptions } from '../options.ts';
import { startKitroom } from '../server-process.ts';
import { ACCOUNTS, type Contender, PASSWORD } from './contender.ts';
import {
  checkSteps,
  hashingSteps,
  kitroomLogIn,
  type Measuring,
  refreshStep,
  updateSteps,
} from './kitroom-steps.ts';
import { SignUpRoom } from './sign-up-room.ts';

/** Kitroom in protected mode behind one proxy, with its throttles on. */
export async function kitroomContender(
  store: BenchStore,
  { connections }: BenchOptions,
  progress: (text: string) => void,
): Promise<Contender> {
  progress('making the accounts');
  const passwordHash = await makeArgon2Hash(PASSWORD);
  const accounts = sampleUsers(ACCOUNTS).map((account) => ({ ...account, passwordHash }));
  const settings = await store.accountShop(accounts);
  const start = () => startKitroom({ ...settings, ACCESS: 'protected', TRUSTED_HOPS: '1' });
  const server = await start();
  const open = await startKitroom(settings);
  const measuring: Measuring = {
    server,
    open,
    accounts,
    round: ({ baseUrl }, stream, seconds) =>
      measureRound(baseUrl, stream, { connections, seconds }),
  };
  return {
    label: 'Kitroom',
    accounts,
    steps: [
      ...hashingSteps(measuring, parametersOf(passwordHash), new SignUpRoom(progress)),
      refreshStep(measuring, connections),
      ...checkSteps(measuring),
      ...updateSteps(measuring),
    ],
    logIn: kitroomLogIn,
    unrelatedPath: '/load_products?product_tag=kits&limit=10',
    start,
    async stop() {
      await Promise.all([server.stop(), open.stop()]);
    },
  };
}

/** "argon2id m=19456,t=2,p=1", as a hash says itself. */
function parametersOf(hash: string): string {
  const [, algorithm, , parameters] = hash.split('$');
  return `${algorithm} ${parameters}`;
}
