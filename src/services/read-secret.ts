import { awsJson } from './aws-requests.ts';

const TIMEOUT_MS = 5_000;

interface SecretPlace {
  readonly secretId: string;
  readonly region: string;
  /** Without a slash at its end; undefined is AWS itself. */
  readonly endpoint: string | undefined;
}

/** The text of a secret in AWS Secrets Manager. @throws Error in one sentence without it */
export async function readSecret({ secretId, region, endpoint }: SecretPlace): Promise<string> {
  const getSecretValue = awsJson(
    { service: 'secretsmanager', region },
    {
      endpoint: endpoint ?? `https://secretsmanager.${region}.amazonaws.com`,
      target: 'secretsmanager.GetSecretValue',
      version: '1.1',
    },
  );
  try {
    const { SecretString: text } = await getSecretValue({ SecretId: secretId }, TIMEOUT_MS);
    if (typeof text !== 'string') throw new Error('it is no text');
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`SETTINGS_SECRET: ${secretId} cannot be read: ${reason}`, { cause: error });
  }
}
