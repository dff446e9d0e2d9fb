import { describe, expect, test } from 'vitest';
import { parsePeppers } from './peppers.ts';
import { SettingsReader } from './settings-reader.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const OTHER = Buffer.alloc(32, 8).toString('base64');

function parse(value: string) {
  const settings = new SettingsReader({ PASSWORD_PEPPERS: value });
  return { peppers: parsePeppers(settings), faults: settings.faults };
}

describe('PASSWORD_PEPPERS', () => {
  test('may be left out', () => {
    expect(parse('')).toEqual({ peppers: [], faults: [] });
  });

  test('keeps its order, the current one first', () => {
    const { peppers, faults } = parse(`b:${OTHER}, a:${SECRET}`);
    expect(faults).toEqual([]);
    expect(peppers.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(peppers[1]?.secret).toEqual(Buffer.alloc(32, 7));
  });

  test.each([
    SECRET,
    `:${SECRET}`,
    `a b:${SECRET}`,
    `ninechars:${SECRET}`,
    `a:${Buffer.alloc(31).toString('base64')}`,
    `a:${SECRET},`,
    'a:',
  ])('is refused without being shown: case %#', (value) => {
    const { faults } = parse(value);
    expect(faults).toEqual([expect.stringContaining('PASSWORD_PEPPERS')]);
    expect(faults[0]).not.toContain(SECRET);
  });

  test('names no id twice', () => {
    expect(parse(`a:${SECRET},a:${OTHER}`).faults).toHaveLength(1);
  });
});
