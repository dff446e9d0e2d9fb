import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pair, parse, Scalar, YAMLMap, type YAMLSeq } from 'yaml';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A part of a template, as JSON has it. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value };
export type Fields = { readonly [name: string]: Value };

const FUNCTIONS = ['Ref', 'Condition', 'GetAtt', 'Sub', 'If', 'Equals', 'Not', 'And', 'Join'];

/** The short forms of CloudFormation's functions, read as their long ones. */
const customTags = FUNCTIONS.flatMap((name) => [
  {
    tag: `!${name}`,
    resolve: (text: string) => ({ [longName(name)]: name === 'GetAtt' ? atDot(text) : text }),
  },
  {
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve(items: YAMLMap.Parsed | YAMLSeq.Parsed) {
      const map = new YAMLMap();
      map.items.push(new Pair(new Scalar(longName(name)), items));
      return map;
    },
  },
]);

export function readYaml(path: string): Value {
  return parse(readFileSync(join(ROOT, path), 'utf8'), { customTags });
}

export function fieldsOf(value: Value | undefined): Fields {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`No mapping: ${JSON.stringify(value)}`);
}

export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Value];
}

function longName(name: string): string {
  return ['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`;
}

function atDot(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
