import { randomUUID } from 'node:crypto';
import fc, { type Scheduler } from 'fast-check';
import type { UserCaller } from '../../src/domain/caller.ts';
import { keptSessionOf } from '../../src/routes/user-of.ts';
import type { InterleavedClients } from './interleaved-clients.ts';
import { inTurn } from './interleaved-store.ts';
import { answerTo, SOURCE } from './session-bench.ts';
import type { Device } from './session-history.ts';

const device = fc.nat({ max: 5 });

function act<Name extends string, Fields>(
  weight: number,
  name: Name,
  fields: { readonly [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
): fc.WeightedArbitrary<{ readonly act: Name } & Fields> {
  const arbitrary = fc.record<Fields>(fields).map((rest) => ({ act: name, ...rest }));
  return { weight, arbitrary };
}

const anyAct = fc.oneof(
  act(8, 'refresh', { device, back: fc.nat({ max: 2 }) }),
  act(3, 'write', { device }),
  act(3, 'log in', {}),
  act(2, 'log out', { device }),
  act(2, 'log out everywhere', { device }),
  act(2, 'end another session', { device, other: device }),
  act(3, 'change the password', { device }),
  act(3, 'change the email', { device }),
  act(1, 'have the email changed by an admin', {}),
  act(1, 'have all sessions ended by an admin', {}),
  act(1, 'have a reset started', {}),
  act(1, 'use the reset token', {}),
  act(2, 'have the account disabled', {}),
  act(2, 'have the account enabled', {}),
  act(1, 'have the role changed', {}),
  act(1, 'delete the account', {}),
  act(1, 'wait', { seconds: fc.constantFrom(1, 20, 21) }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer Value> ? Value : never;

/** What each of some clients does, one act after the other, while the others do theirs. */
export const scripts = fc.array(fc.array(anyAct, { minLength: 1, maxLength: 4 }), {
  minLength: 2,
  maxLength: 4,
});

export async function perform(
  clients: InterleavedClients,
  scheduler: Scheduler,
  chosen: Act,
): Promise<unknown> {
  const { bench, userId, passwords } = clients;
  const { useCases } = bench;
  switch (chosen.act) {
    case 'refresh':
      return clients.refresh(clients.deviceAt(chosen.device), chosen.back);
    case 'write':
      return clients.caller(clients.deviceAt(chosen.device));
    case 'log in':
      return clients.logIn();
    case 'log out':
      return fromDevice(clients, chosen.device, ({ sessionId }, { name }) =>
        clients.end(`log out ${name}`, () => useCases.endSession(userId, sessionId), {
          of: sessionId,
        }),
      );
    case 'log out everywhere':
      return fromDevice(clients, chosen.device, () =>
        clients.end(chosen.act, () => useCases.endAllSessions(userId)),
      );
    case 'end another session':
      return fromDevice(clients, chosen.device, () => {
        const { name, sessionId } = clients.deviceAt(chosen.other);
        const run = () => useCases.endSession(userId, sessionId);
        return clients.end(`end ${name}`, run, { of: sessionId });
      });
    case 'change the password':
      return fromDevice(clients, chosen.device, (caller, { name }) =>
        changePassword(clients, caller, name),
      );
    case 'change the email':
      return fromDevice(clients, chosen.device, (caller, { name }) =>
        changeEmail(clients, `change the email from ${name}`, caller),
      );
    case 'have the email changed by an admin':
      return changeEmail(clients, chosen.act);
    case 'have all sessions ended by an admin':
      return clients.end(chosen.act, () => useCases.endAllSessions(userId));
    case 'have a reset started':
      return clients.end(
        chosen.act,
        async () => {
          clients.resetToken = (await useCases.startPasswordReset(userId)).token;
        },
        { overtaken: [...passwords] },
      );
    case 'use the reset token':
      return useReset(clients);
    case 'have the account disabled':
      return clients.end(chosen.act, () => useCases.changeAccess(userId, { status: 'disabled' }));
    case 'have the account enabled':
      return answerTo(useCases.changeAccess(userId, { status: 'active' }));
    case 'have the role changed':
      return changeRole(clients, chosen.act);
    case 'delete the account':
      return clients.end(chosen.act, () => useCases.deleteUser({ userId }), {
        overtaken: [...passwords],
      });
    case 'wait':
      return inTurn(scheduler, 'wait', async () => bench.clock.move(chosen.seconds));
  }
}

async function fromDevice(
  clients: InterleavedClients,
  pick: number,
  run: (caller: UserCaller, device: Device) => Promise<unknown>,
): Promise<unknown> {
  const device = clients.deviceAt(pick);
  const caller = await clients.caller(device);
  return caller && run(caller, device);
}

async function changePassword(
  clients: InterleavedClients,
  caller: UserCaller,
  name: string,
): Promise<void> {
  const currentPassword = clients.passwords.at(-1) ?? '';
  const newPassword = clients.fresh('password');
  const change = { currentPassword, newPassword, source: SOURCE };
  const isDone = await clients.end(
    `change the password from ${name}`,
    () => clients.bench.useCases.changePassword(caller, change),
    { spares: caller.sessionId, overtaken: [currentPassword], spends: currentPassword },
  );
  if (isDone) clients.passwords.push(newPassword);
}

async function changeEmail(
  clients: InterleavedClients,
  what: string,
  caller?: UserCaller,
): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  const keptSession = caller && keptSessionOf(caller);
  const isDone = await clients.end(
    what,
    () => clients.bench.useCases.updateUser(clients.userId, { email }, { keptSession }),
    { spares: caller?.sessionId },
  );
  if (isDone) clients.email = email;
}

async function useReset(clients: InterleavedClients): Promise<void> {
  const { resetToken = '' } = clients;
  const newPassword = clients.fresh('password');
  const reset = { resetToken, newPassword, source: SOURCE };
  const isDone = await clients.end(
    'use the reset token',
    () => clients.bench.useCases.resetPassword(reset),
    { spends: resetToken },
  );
  if (isDone) clients.passwords.push(newPassword);
}

/** At the version it was read with, so that it surely is another role than before. */
async function changeRole(clients: InterleavedClients, what: string): Promise<void> {
  const { userId } = clients;
  const { getUser, changeAccess } = clients.bench.useCases;
  const user = await answerTo(getUser({ userId }));
  if (typeof user === 'string') return;
  const role = user.role === 'admin' ? 'customer' : 'admin';
  await clients.end(what, () => changeAccess(userId, { role }, [user.version]));
}
