import { afterEach, describe, expect, test } from 'vitest';
import { type Api, apiClient, freshAddress } from '../contracts/http/api-client.ts';
import { freshEmail } from '../contracts/http/fixtures.ts';
import { expectToWait, guess, guessTimes } from '../contracts/http/guesses.ts';
import { logIn, register } from '../contracts/http/sign-in-fixtures.ts';
import { type KitroomProcess, removeDataDir, startKitroom } from './kitroom-process.ts';

describe('the source that attempts are counted under', () => {
  let server: KitroomProcess | undefined;
  afterEach(async () => {
    await server?.stop();
    await removeDataDir(server?.dataDir ?? '');
  });
  const start = async (settings: Readonly<Record<string, string>>): Promise<Api> => {
    const started = await startKitroom(settings);
    server = started;
    return apiClient({ baseUrl: () => started.baseUrl });
  };

  test.each([{}, { TRUSTED_HOPS: '0' }])(
    'is the connection with %j, whatever X-Forwarded-For says',
    async (settings: Readonly<Record<string, string>>) => {
      const api = await start(settings);
      const email = freshEmail('nobody');
      // Each of them is from another address, says its client.
      await guessTimes(api, email, 5);
      expectToWait(await guess(api, email));
    },
  );

  test('is the last but one of X-Forwarded-For with TRUSTED_HOPS=2', async () => {
    const api = await start({ TRUSTED_HOPS: '2' });
    const [address, email] = [freshAddress(), freshEmail('nobody')];
    for (let count = 0; count < 5; count += 1) {
      const hops = [freshAddress(), address, freshAddress()];
      await guessTimes(api.from(hops.join(', ')), email, 1);
    }
    expectToWait(await guess(api.from(`${address}, ${freshAddress()}`), email));
    await guessTimes(api.from(`${freshAddress()}, ${address}`), email, 1);
  });

  test('does not matter with THROTTLING=off: no attempt ever waits', async () => {
    const api = (await start({ THROTTLING: 'off' })).from(freshAddress());
    const user = await register(api);
    const answers = await Promise.all(Array.from({ length: 60 }, () => guess(api, user.email)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    await logIn(api, user);
    const reset = { reset_token: 'kpr.unknown', new_password: 'seven silver squirrels' };
    const resets = Array.from({ length: 60 }, () => api.post('/password/reset', reset));
    const statuses = (await Promise.all(resets)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([400]));
  });
});
