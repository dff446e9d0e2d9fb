import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Deployment {
  readonly on: { readonly push: { readonly branches: readonly string[] } };
  readonly jobs: Readonly<
    Record<string, { needs?: string | readonly string[]; environment?: string; steps?: Step[] }>
  >;
}

const FILE = new URL('../../.github/workflows/deploy.yml', import.meta.url);
const { on, jobs } = parse(readFileSync(FILE, 'utf8')) as Deployment;

/** The place of the first step of a job whose command begins so. */
function place(job: string, command: string): number {
  const found = (jobs[job]?.steps ?? []).findIndex(({ run }) => run?.startsWith(command));
  expect(found, `${job}: ${command}`).toBeGreaterThanOrEqual(0);
  return found;
}

test('what is on main goes through checks and both packagings to staging, and then to production', () => {
  expect(on.push.branches).toEqual(['main']);
  expect(jobs['staging']?.needs).toEqual(['check', 'package']);
  expect(jobs['production']?.needs).toBe('staging');
  const all = (jobs['package']?.steps ?? []).map(({ run }) => run ?? '').join('\n');
  for (const part of ['build:functions -- --for-aws', 'sam validate --lint', 'osls package']) {
    expect(all).toContain(part);
  }
});

test('the reviewers of the environment stand before production', () => {
  expect(jobs['production']?.environment).toBe('production');
  expect(jobs['staging']?.environment).toBe('staging');
});

test('each stage is tested once it is deployed, and production without writing', () => {
  for (const stage of ['staging', 'production']) {
    expect(place(stage, `npm run deploy -- --stage ${stage} --yes`)).toBeLessThan(
      place(stage, 'npm run smoke -- --url'),
    );
  }
  const smoke = jobs['production']?.steps?.[place('production', 'npm run smoke')]?.run;
  expect(smoke).not.toContain('--write');
});

test('production is watched since before it was deployed, and only then held to be good', () => {
  const order = [
    place('production', 'version='),
    place('production', 'npm run deploy -- '),
    place('production', 'npm run smoke'),
    place('production', 'npm run deploy:watch -- --stage production'),
    place('production', 'aws ssm put-parameter --name "$VERSION_PARAMETER" --value "$GITHUB_SHA"'),
  ];
  expect(order).toEqual([...order].sort((left, right) => left - right));
  expect(jobs['production']?.steps?.[order[3] ?? -1]?.env).toEqual({
    SINCE: expect.stringContaining('steps.before.outputs.time'),
  });
});

test('whatever fails after the deployment takes production back, without anybody asked again', () => {
  const last = jobs['production']?.steps?.at(-1);
  expect(last?.if).toBe("failure() && steps.deploy.outcome == 'success'");
  expect(last?.env).toEqual({
    VERSION: expect.stringContaining('steps.before.outputs.version'),
  });
  const lines = (last?.run ?? '').split('\n').map((line) => line.trim());
  const steps = ['git checkout', 'npm ci', 'npm run deploy -- --stage production', 'npm run smoke'];
  const order = steps.map((step) => lines.findIndex((line) => line.startsWith(step)));
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((left, right) => left - right));
});
