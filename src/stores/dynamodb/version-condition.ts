/** Part of a write: only if the item with this key attribute is there at one of the versions, where 0 is an item that never had one. */
export function versionCondition(versions: readonly number[] | undefined, key = 'user_id') {
  if (versions === undefined) {
    return { ConditionExpression: `attribute_exists(${key})` };
  }
  const values = Object.fromEntries(
    versions.map((version, index) => [`:version${index}`, version]),
  );
  const listed = `version IN (${Object.keys(values).join(', ')})`;
  const condition = versions.includes(0) ? `(attribute_not_exists(version) OR ${listed})` : listed;
  return {
    ConditionExpression: `attribute_exists(${key}) AND ${condition}`,
    ExpressionAttributeValues: values,
  };
}
