import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of `@aws/cloudformation-validate`, which is not there before this has installed it. */
interface Validator {
  readonly TemplateFile: new (path: string) => object;
  readonly RegoEngine: new () => {
    validateStandard(template: object): { readonly diagnostics: readonly Diagnostic[] };
    free(): void;
  };
}

interface Diagnostic {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly entity?: { readonly logicalId?: string };
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVERLESS = join(ROOT, 'infra/serverless');
const SAM = ['template.yaml', 'load-balancer.yaml'].map((name) => join(ROOT, 'infra/sam', name));
const STAGES = ['dev', 'staging', 'production'];
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kitroom-AbCdEf';
/** The framework writes order between resources that refer to each other. */
const NEEDLESS_ORDER = 'W3005';
/** It takes the ARN of a secret for the secret; and an empty default for a value that is used. */
const MISTAKEN = new Set([NEEDLESS_ORDER, 'W2509', 'W1030']);
const FINDINGS = new Set(['FATAL', 'ERROR', 'WARN']);

const out = mkdtempSync(join(tmpdir(), 'kitroom-templates-'));
let failures = 0;
try {
  install();
  const packaged = STAGES.flatMap((stage) => packageStage(stage, join(out, stage)));
  // Of SAM's transform it knows too little, and refuses what is right.
  validate([...packaged, ...SAM.filter((path) => path.endsWith('load-balancer.yaml'))]);
  lint([...SAM, ...packaged]);
} finally {
  rmSync(out, { recursive: true, force: true });
}
tell(failures === 0 ? 'Both templates are right.' : `${failures} checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

function install(): void {
  if (!existsSync(join(ROOT, 'dist/functions'))) {
    throw new Error('dist/functions is not there: npm run build:functions makes it');
  }
  const done = run('npm', ['ci', '--no-fund', '--no-audit'], SERVERLESS);
  if (done.status !== 0) throw new Error(`npm ci in infra/serverless failed:\n${done.output}`);
  tell('osls is installed in infra/serverless');
}

/** Gives the template that the framework makes of a stage, or none where it refused. */
function packageStage(stage: string, folder: string): readonly string[] {
  const settings = ['--stage', stage, '--package', folder, `--param=settingsSecretArn=${SECRET}`];
  const { status, output } = run('npx', ['--no', 'osls', 'package', ...settings], SERVERLESS);
  report(`osls package --stage ${stage}`, status === 0 ? [] : [output]);
  return status === 0 ? [join(folder, 'cloudformation-template-update-stack.json')] : [];
}

function validate(paths: readonly string[]): void {
  const load = createRequire(join(SERVERLESS, 'package.json'));
  const { RegoEngine, TemplateFile } = load('@aws/cloudformation-validate') as Validator;
  const engine = new RegoEngine();
  try {
    for (const path of paths) {
      const found = engine
        .validateStandard(new TemplateFile(path))
        .diagnostics.filter(
          ({ severity, ruleId }) => FINDINGS.has(severity) && !MISTAKEN.has(ruleId),
        )
        .map(({ ruleId, message, entity }) => `${ruleId} ${entity?.logicalId ?? ''}: ${message}`);
      report(`cloudformation-validate ${nameOf(path)}`, found);
    }
  } finally {
    engine.free();
  }
}

/** With the tool of Python, where there is one: it alone reads SAM templates rightly. */
function lint(paths: readonly string[]): void {
  if (spawnSync('cfn-lint', ['--version']).status !== 0) {
    tell('skipped: cfn-lint is not on PATH, so the SAM template was not linted');
    return;
  }
  for (const path of paths) {
    const { status, output } = run(
      'cfn-lint',
      ['--ignore-checks', NEEDLESS_ORDER, '--', path],
      ROOT,
    );
    report(`cfn-lint ${nameOf(path)}`, status === 0 ? [] : [output]);
  }
}

function run(command: string, args: readonly string[], cwd: string) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: `${stdout}${stderr}` };
}

function nameOf(path: string): string {
  return path.replace(`${out}/`, 'osls ').replace(ROOT, '');
}

function report(what: string, findings: readonly string[]): void {
  if (findings.length > 0) failures += 1;
  tell(`${findings.length === 0 ? 'ok' : 'FAILED'}: ${what}`);
  for (const finding of findings) tell(`  ${finding.trim()}`);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
