export interface ItemChanges {
  /** `undefined` removes the attribute. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What is added to counters, which begin at 0. */
  readonly added?: Readonly<Record<string, number>> | undefined;
  /** Further parts, with placeholders that their writer brings. */
  readonly sets?: readonly string[];
  readonly removes?: readonly string[];
}

/** The parts of an update, by placeholders, since some names are words of the engine. */
export function updateExpression({ attributes, added = {}, ...further }: ItemChanges) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets = [...(further.sets ?? [])];
  const removes = [...(further.removes ?? [])];
  for (const [index, [name, value]] of Object.entries(attributes).entries()) {
    names[`#a${index}`] = name;
    if (value === undefined) {
      removes.push(`#a${index}`);
    } else {
      sets.push(`#a${index} = :a${index}`);
      values[`:a${index}`] = value;
    }
  }
  for (const [index, [name, value]] of Object.entries(added).entries()) {
    names[`#n${index}`] = name;
    values[`:n${index}`] = value;
    values[':zero'] = 0;
    sets.push(`#n${index} = if_not_exists(#n${index}, :zero) + :n${index}`);
  }
  const parts = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
  ];
  return {
    UpdateExpression: parts.join(' '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
