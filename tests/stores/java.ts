import { spawnSync } from 'node:child_process';

/**
 * Whether tests over DynamoDB Local are skipped, visibly: only on a laptop without Java. In CI they
 * run, and fail without it.
 */
export const withoutJava =
  process.env['CI'] === undefined && spawnSync('java', ['-version']).status !== 0;
