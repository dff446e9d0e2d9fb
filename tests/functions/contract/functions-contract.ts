import { afterAll, beforeAll, describe } from 'vitest';
import type { HttpTarget, SignInDetails } from '../../contracts/http/api-client.ts';
import { httpContract, protectedHttpContract } from '../../contracts/http/http-contract.ts';
import { newAdmin } from '../../runtimes/run-command.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../../stores/dynamodb-local.ts';
import { withoutJava } from '../../stores/java.ts';
import { type FunctionBench, startFunctions } from '../function-bench.ts';
import type { EventKind } from '../http-events.ts';
import { runAsAdmin } from '../run-as-admin.ts';
import { runChores } from '../run-chores.ts';

/**
 * The contract over the built functions, which are called by events of one kind. `after` is told
 * what they were when all of it is done.
 */
export function functionsContract(
  kind: EventKind,
  access: 'open' | 'protected',
  after: (bench: FunctionBench) => Promise<void> = async () => undefined,
): void {
  describe.skipIf(withoutJava)(`the functions, ${access}, by events of ${kind}`, () => {
    let engine: DynamodbLocal;
    let bench: FunctionBench;
    let admin: SignInDetails;
    const target: HttpTarget = {
      baseUrl: () => bench.gateway.baseUrl,
      usersNewestFirst: false,
      adsMayBeOld: true,
      ...(kind === 'http-api' && { decodesPaths: true }),
      ...(access === 'protected' && { admin: () => admin }),
    };
    beforeAll(async () => {
      engine = await startDynamodbLocal();
      // A balancer adds itself to the addresses in front of which the client's stands.
      const hops = kind === 'load-balancer' ? '2' : '1';
      const onLambda = access === 'protected' ? { AWS_LAMBDA_FUNCTION_NAME: 'kitroom' } : {};
      const settings = { ACCESS: access, TRUSTED_HOPS: hops, ...onLambda };
      bench = await startFunctions(engine.endpoint, { kind, settings });
      // First, while there is nothing else to tell.
      await runChores(bench);
      if (access === 'protected') admin = await newAdmin(bench.settings);
    }, 120_000);
    afterAll(async () => {
      if (access === 'protected') await runAsAdmin(target);
      await after(bench);
      await bench.stop();
      await engine.stop();
    });

    if (access === 'open') httpContract(target);
    else protectedHttpContract(target);
  });
}
