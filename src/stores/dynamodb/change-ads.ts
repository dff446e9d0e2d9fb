import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Ad } from '../../domain/ad.ts';
import type { AdRefusal, AdStore } from '../../ports/ad-store.ts';
import type { DynamodbConnection } from './dynamodb-connection.ts';
import { failedActions } from './dynamodb-errors.ts';
import type { Item } from './read-pages.ts';
import { writeTogether } from './transaction.ts';
import { updateOnce } from './update-once.ts';
import { versionCondition } from './version-condition.ts';

/** `forget` is called after each, also where nobody knows whether it was done. */
export function adChanges(
  connection: DynamodbConnection,
  forget: () => void,
): Pick<AdStore, 'createAd' | 'updateAd' | 'deleteAd'> {
  const thenForget = async <Outcome>(change: Promise<Outcome>) => change.finally(forget);
  return {
    createAd: (ad) => thenForget(createAd(connection, ad)),
    updateAd: (...update) => thenForget(updateAd(connection, ...update)),
    deleteAd: (...deletion) => thenForget(deleteAd(connection, ...deletion)),
  };
}

export async function readAd(
  connection: DynamodbConnection,
  adId: string,
): Promise<Ad | undefined> {
  const { ads: TableName } = connection.names;
  const { Item } = await connection.send<{ readonly Item?: Item }>(
    new GetCommand({ TableName, Key: { ad_id: adId }, ConsistentRead: true }),
  );
  return Item && toAd(Item);
}

export function adItem(ad: Ad): Record<string, unknown> {
  return { ad_id: ad.adId, ad_label: ad.label, version: ad.version };
}

export function toAd(item: Item): Ad {
  const ad = { adId: String(item['ad_id']), label: String(item['ad_label']) };
  return item['version'] === undefined ? ad : { ...ad, version: Number(item['version']) };
}

/** A transaction of one write, since its token tells a repeat from somebody else's ad. */
async function createAd(connection: DynamodbConnection, ad: Ad): ReturnType<AdStore['createAd']> {
  const { ads: TableName } = connection.names;
  const ConditionExpression = 'attribute_not_exists(ad_id)';
  try {
    await writeTogether(connection, [
      { Put: { TableName, Item: adItem(ad), ConditionExpression } },
    ]);
    return 'created';
  } catch (error) {
    failedActions(error);
    return 'ad-id-taken';
  }
}

async function updateAd(
  connection: DynamodbConnection,
  ...[adId, { label }, expectedVersions]: Parameters<AdStore['updateAd']>
): ReturnType<AdStore['updateAd']> {
  if (expectedVersions?.length === 0) return { kind: await refusalOf(connection, adId) };
  const { ConditionExpression, ExpressionAttributeValues } = versionCondition(
    expectedVersions,
    'ad_id',
  );
  const { kind, item } = await updateOnce(connection, {
    TableName: connection.names.ads,
    Key: { ad_id: adId },
    attributes: { ad_label: label },
    added: { version: 1 },
    condition: ConditionExpression,
    values: ExpressionAttributeValues,
    returns: 'ALL_NEW',
  });
  if (item === undefined) return { kind: 'not-found' };
  return kind === 'refused' ? { kind: 'version-mismatch' } : { kind: 'updated', ad: toAd(item) };
}

async function deleteAd(
  connection: DynamodbConnection,
  ...[adId, expectedVersions]: Parameters<AdStore['deleteAd']>
): ReturnType<AdStore['deleteAd']> {
  if (expectedVersions?.length === 0) return refusalOf(connection, adId);
  const Delete = {
    TableName: connection.names.ads,
    Key: { ad_id: adId },
    ...versionCondition(expectedVersions, 'ad_id'),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  try {
    await writeTogether(connection, [{ Delete }]);
    return 'deleted';
  } catch (error) {
    return failedActions(error).get(0) === undefined ? 'not-found' : 'version-mismatch';
  }
}

/** No version fits: there is no such ad, or it has another. */
async function refusalOf(connection: DynamodbConnection, adId: string): Promise<AdRefusal> {
  return (await readAd(connection, adId)) === undefined ? 'not-found' : 'version-mismatch';
}
