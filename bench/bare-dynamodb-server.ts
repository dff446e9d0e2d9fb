import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamodbClient } from '../src/stores/dynamodb/dynamodb-client.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../tests/stores/dynamodb-local.ts';
import { BareDynamodbShop } from './bare-dynamodb-shop.ts';
import { serveBare } from './bare-http.ts';
import { namesOf } from './dynamodb-settings.ts';

/** Over Kitroom's tables, at PORT, with Kitroom's client: it repeats nothing. */
const client = createDynamodbClient({
  region: LOCAL_REGION,
  endpoint: process.env['DYNAMODB_ENDPOINT'],
  credentials: LOCAL_CREDENTIALS,
});
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
serveBare(new BareDynamodbShop(documents, namesOf(process.env)), Number(process.env['PORT']));
