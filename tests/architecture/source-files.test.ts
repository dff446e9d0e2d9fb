import { expect, test } from 'vitest';
import { codeOf, importsOf, sourceFiles } from './source-files.ts';

const SAMPLE = `
import a, { type B } from './a.ts';
import type { C } from '../ports/c.ts';
import {
  d,
} from "hono/aws-lambda";
import './side-effect.ts';
import data from './data.json' with { type: 'json' };
export { e } from '@aws-sdk/client-x/deep';
export type { F } from './f.ts';
export * from 'node:fs';
const g = await import('zod');
// import no from 'comment';
/* import no from 'block'; */
const text = 'from nowhere';
`;

test('every way to import is seen, and comments are not', () => {
  const found = importsOf('src/routes/x.ts', SAMPLE).map(
    ({ target, isTypeOnly }) => `${isTypeOnly ? 'type ' : ''}${target}`,
  );
  expect(found).toEqual([
    'src/routes/a.ts',
    'type src/ports/c.ts',
    'hono',
    'src/routes/side-effect.ts',
    'src/routes/data.json',
    '@aws-sdk/client-x',
    'type src/routes/f.ts',
    'node:fs',
    'zod',
  ]);
});

test('code is left without comments and strings', () => {
  const sample = `a('404'); // 500\nb(\`x \${c(500)}\`) /* 1 */ + 2`;
  expect(codeOf(sample)).toBe("a('');  \nb((c(500)))   + 2");
});

test('the sources are found', () => {
  const paths = sourceFiles('src').map(({ path }) => path);
  expect(paths).toContain('src/wiring.ts');
  expect(paths).toContain('src/entry/start.js');
  expect(paths.length).toBeGreaterThan(90);
});
