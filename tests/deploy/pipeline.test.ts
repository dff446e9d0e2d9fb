import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../../.github/workflows/', import.meta.url);

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly if?: string;
}

interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly steps?: readonly Step[];
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = files.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ place: `${name}: ${id}`, job, workflow })),
);
const steps = jobs.flatMap(({ place, job, workflow }) =>
  (job.steps ?? []).map((step) => ({ place, step, job, workflow })),
);
const commands = steps.flatMap(({ place, step, job }) =>
  step.run === undefined ? [] : [{ place, run: step.run, step, job }],
);
const deployment = files.find(({ name }) => name === 'deploy.yml')?.workflow;

test('the workflows are read', () => {
  expect(files.map(({ name }) => name).sort()).toEqual(['ci.yml', 'deploy.yml']);
  expect(commands.length).toBeGreaterThan(10);
});

describe('what others wrote', () => {
  test('is pinned by the whole digest of a commit, with its version beside it', () => {
    const lines = files.flatMap(({ text }) =>
      text.split('\n').filter((one) => /\buses:/.test(one)),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/uses: (\.\/\S+\.yml$|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
    }
  });

  test('is one version of each action', () => {
    const used = new Set(steps.flatMap(({ step }) => step.uses ?? []));
    const names = [...used].map((one) => one.split('@')[0]);
    expect(new Set(names).size).toBe(names.length);
  });

  test('is handed no token of the repository that outlives a check-out', () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const { step } of checkouts) expect(step.with?.['persist-credentials']).toBe(false);
  });
});

describe('permissions', () => {
  test('are told by each workflow, and are those to read', () => {
    for (const { workflow } of files) expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  test('to sign in to AWS have those jobs alone that do', () => {
    for (const { place, job } of jobs) {
      const signsIn = (job.steps ?? []).some(({ uses }) => uses?.startsWith('aws-actions/'));
      const expected = signsIn ? { contents: 'read', 'id-token': 'write' } : undefined;
      expect(job.permissions, place).toEqual(expected);
      expect(job.environment !== undefined, place).toBe(signsIn);
    }
  });

  test('come from no secret of GitHub, nor a key of AWS', () => {
    for (const { text } of files) expect(text).not.toMatch(/secrets\.|access-key/);
  });

  test('are not given to what somebody else proposes', () => {
    for (const { workflow } of files) expect(workflow.on).not.toHaveProperty('pull_request_target');
  });
});

describe('jobs', () => {
  test('need jobs that there are, and files that there are', () => {
    for (const { place, job, workflow } of jobs) {
      for (const needed of [job.needs ?? []].flat()) {
        expect(Object.keys(workflow.jobs), place).toContain(needed);
      }
      if (job.uses !== undefined) {
        const called = files.find(({ name }) => job.uses === `./.github/workflows/${name}`);
        expect(called?.workflow.on, place).toHaveProperty('workflow_call');
      }
    }
  });

  test('end by themselves, on a machine that is named', () => {
    for (const { place, job } of jobs.filter(({ job: one }) => one.uses === undefined)) {
      expect(job['timeout-minutes'], place).toBeGreaterThan(0);
      expect(job['runs-on'], place).toMatch(/^ubuntu-\d\d\.04$/);
    }
  });

  test('never deploy to one stage at once, nor stop halfway for the next', () => {
    for (const stage of ['staging', 'production']) {
      expect(deployment?.jobs[stage]?.concurrency).toEqual({
        group: `deploy-${stage}`,
        'cancel-in-progress': false,
      });
    }
  });
});

describe('commands', () => {
  test('are of the shell', () => {
    for (const { place, run } of commands) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
      expect({ status, stderr }, place).toEqual({ status: 0, stderr: '' });
    }
  });

  test('have no text put into them: what they are given are variables', () => {
    for (const { place, run, step, job } of commands) {
      expect(run, place).not.toContain('${{');
      const given = Object.keys({ ...job.env, ...step.env });
      for (const [, name = ''] of run.matchAll(/\$\{?([A-Z][A-Z_]+)/g)) {
        if (!name.startsWith('GITHUB_')) expect(given, place).toContain(name);
      }
    }
  });

  test('run scripts that there are', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Readonly<Record<string, string>> };
    const called = commands.flatMap(({ run }) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(called).toContain('deploy');
    expect(called.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
