/** Part of a read: these attributes alone, by placeholders, since some are words of the engine. */
export function projectionOf(attributes: readonly string[]) {
  return {
    ProjectionExpression: attributes.map((_, index) => `#p${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(
      attributes.map((name, index) => [`#p${index}`, name]),
    ),
  };
}
