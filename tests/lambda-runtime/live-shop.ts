import { type Api, apiClient, type SignInDetails } from '../contracts/http/api-client.ts';
import { PASSWORD } from '../contracts/http/fixtures.ts';
import { type OpenApi, readOpenApi } from '../contracts/http/openapi-document.ts';
import { logIn, type SignedIn } from '../contracts/http/sign-in-fixtures.ts';
import { ARNS } from '../functions/aws-services.ts';
import { type FunctionBench, startFunctions } from '../functions/function-bench.ts';
import { newAdmin } from '../runtimes/run-command.ts';
import { type DynamodbLocal, startDynamodbLocal } from '../stores/dynamodb-local.ts';
import { HASH } from './task-cases.ts';

type Settings = Readonly<Record<string, string>>;

/** A shop that is open, with all services of AWS that functions call. */
export interface LiveShop {
  readonly bench: FunctionBench;
  readonly admin: SignedIn;
  /** To make what an event is about, as the admin. */
  readonly api: Api;
  readonly openApi: OpenApi;
  /** Seals password hashes on their way through a workflow. */
  readonly workflowKey: Buffer;
  readonly dynamodbEndpoint: string;
  /** What must stand in no log and no answer. */
  readonly secrets: readonly string[];
  /** As the templates give them, for a function whose store and secret are behind these addresses. */
  settingsOf(
    of: { readonly readsSecret: boolean },
    store: string,
    secretsManager: string,
  ): Settings;
  stop(): Promise<void>;
}

/** On AWS a function has a name, and without one it would be open to everyone. */
const ON_LAMBDA = { ACCESS: 'protected', AWS_LAMBDA_FUNCTION_NAME: 'kitroom', TRUSTED_HOPS: '1' };

export async function openShop(): Promise<LiveShop> {
  const engine = await startDynamodbLocal();
  try {
    return await openShopOver(engine);
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

async function openShopOver(engine: DynamodbLocal): Promise<LiveShop> {
  const bench = await startFunctions(engine.endpoint, { kind: 'http-api', settings: ON_LAMBDA });
  const target = { baseUrl: () => bench.gateway.baseUrl };
  const account = await newAdmin(bench.settings);
  const admin = await logIn(apiClient(target), account);
  const secret = await readSecret(bench.services.endpoint);
  return {
    ...{ bench, admin },
    api: apiClient(target).as(admin),
    openApi: await readOpenApi(apiClient(target)),
    workflowKey: Buffer.from(secret['WORKFLOW_KEY'] ?? '', 'base64'),
    dynamodbEndpoint: engine.endpoint,
    secrets: [...secretTexts(secret), ...secretsOf(account, admin), HASH],
    settingsOf: ({ readsSecret }, store, secretsManager) => ({
      ...bench.settings,
      ...ARNS,
      ACCESS: 'protected',
      TRUSTED_HOPS: '1',
      LOG_LEVEL: 'info',
      // The only ones that the bucket knows.
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      DYNAMODB_ENDPOINT: store,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
      AWS_ENDPOINT_URL_SFN: bench.services.endpoint,
      ...(readsSecret && { SETTINGS_SECRET: 'kitroom' }),
    }),
    async stop() {
      await bench.stop();
      await engine.stop();
    },
  };
}

async function readSecret(endpoint: string): Promise<Settings> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=anyone',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: '{"SecretId":"kitroom"}',
  });
  const { SecretString: text } = (await response.json()) as { readonly SecretString: string };
  return JSON.parse(text) as Settings;
}

function secretTexts({ TOKEN_KEYS = '', WORKFLOW_KEY = '' }: Settings): readonly string[] {
  const { keys } = JSON.parse(TOKEN_KEYS) as { readonly keys: readonly { readonly d: string }[] };
  return [WORKFLOW_KEY, ...keys.map(({ d }) => d)];
}

function secretsOf(account: SignInDetails, { accessToken, refreshToken }: SignedIn) {
  return [account.password, PASSWORD, accessToken, refreshToken];
}
