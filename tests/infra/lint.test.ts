import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './yaml-template.ts';

const LINT_MS = 120_000;

/** A tool of Python, which not every machine has. */
const hasLint = spawnSync('cfn-lint', ['--version']).status === 0;

describe.skipIf(!hasLint)('cfn-lint', () => {
  test.each(['infra/sam/template.yaml', 'infra/sam/load-balancer.yaml'])(
    'finds nothing in %s',
    { timeout: LINT_MS },
    (path) => {
      const { status, stdout, stderr } = spawnSync('cfn-lint', [join(ROOT, path)], {
        encoding: 'utf8',
      });
      expect({ status, found: `${stdout}${stderr}` }).toEqual({ status: 0, found: '' });
    },
  );
});
