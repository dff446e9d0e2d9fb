import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../tests/stores/dynamodb-local.ts';

/** Patient, unlike Kitroom's own: a repeated call would be counted twice. */
export function localClient(endpoint: string): DynamoDBClient {
  const credentials = LOCAL_CREDENTIALS;
  return new DynamoDBClient({ endpoint, region: LOCAL_REGION, credentials, maxAttempts: 1 });
}
