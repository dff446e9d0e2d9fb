import { parseArgs } from 'node:util';
import { PREFIX, STAGES, type Stage, TOOLS, type Tool } from './stage.ts';

export interface StageOptions {
  readonly stage: Stage;
  readonly region: string;
  /** What every name of the stack begins with. */
  readonly prefix: string;
  /** Whether production is not asked about. */
  readonly yes: boolean;
}

export interface DeployOptions extends StageOptions {
  readonly tool: Tool;
  /** Of the stack, each as Name=value. */
  readonly parameters: readonly string[];
}

export interface KeysOptions extends StageOptions {
  /** Whether every other key goes at once. */
  readonly now: boolean;
}

export interface WatchOptions extends StageOptions {
  readonly minutes: number;
  readonly since: Date;
}

type Env = Readonly<Record<string, string | undefined>>;

const EVERYWHERE = {
  stage: { type: 'string' },
  region: { type: 'string' },
  prefix: { type: 'string', default: PREFIX },
  yes: { type: 'boolean', default: false },
} as const;

/** What the options mean that every script of a stage takes. */
export const STAGE_USAGE = `  --stage   one of ${STAGES.join(', ')}
  --region  such as eu-west-1; AWS_REGION where it is not given
  --prefix  what the names begin with, ${PREFIX} where it is not given: another is another system
  --yes     does not ask before production`;

const DEPLOY_USAGE = `Usage: npm run deploy -- --stage staging [--region eu-west-1] [--set Name=value]… [--yes]
       npm run deploy:serverless -- --stage staging …   (the same with the Serverless Framework)
${STAGE_USAGE}
  --set     a parameter of the stack, such as --set AlarmEmail=shop@example.com`;

const WATCH_USAGE = `Usage: npm run deploy:watch -- --stage production [--minutes 15] [--since 2026-01-31T12:00:00Z]
${STAGE_USAGE}
  --minutes how long; 0 looks once
  --since   alarms that were raised before are told and not counted; now where it is not given`;

const KEYS_USAGE = `Usage: npm run deploy:keys -- --stage staging [--now] [--yes]
${STAGE_USAGE}
  --now     for a key that leaked: drops every other key, so that all access tokens end at once`;

/** @throws Error with the usage when they are none of ours */
export function readDeployOptions(args: readonly string[], env: Env): DeployOptions {
  const {
    tool: given,
    set,
    ...values
  } = explained(DEPLOY_USAGE, () =>
    parseArgs({
      args: [...args],
      options: {
        ...EVERYWHERE,
        tool: { type: 'string', default: 'sam' },
        set: { type: 'string', multiple: true, default: [] },
      },
    }),
  );
  const tool = TOOLS.find((one) => one === given);
  if (tool === undefined) throw refusal(`--tool must be one of ${TOOLS.join(', ')}`, DEPLOY_USAGE);
  for (const parameter of set) {
    // Both tools split by spaces and quotes themselves, each in its own way.
    if (!/^[A-Za-z][A-Za-z0-9]*=[^\s"'\\]+$/.test(parameter)) {
      throw refusal(`--set must be Name=value without spaces, not ${parameter}`, DEPLOY_USAGE);
    }
    // Told by options of their own, which the names of stack and secret come from as well.
    if (/^(Stage|NamePrefix|SettingsSecretArn)=/i.test(parameter)) {
      throw refusal(`--set must not be ${parameter}: --stage and --prefix say that`, DEPLOY_USAGE);
    }
  }
  return { ...stageOf(values, env, DEPLOY_USAGE), tool, parameters: set };
}

/** How another script is told of the same stage. */
export function stageArguments({ stage, prefix }: StageOptions): string {
  return prefix === PREFIX ? `--stage ${stage}` : `--stage ${stage} --prefix ${prefix}`;
}

/** @throws Error with the usage when they are none of ours */
export function readStageOptions(args: readonly string[], env: Env, usage: string): StageOptions {
  const values = explained(usage, () => parseArgs({ args: [...args], options: EVERYWHERE }));
  return stageOf(values, env, usage);
}

/** @throws Error with the usage when they are none of ours */
export function readKeysOptions(args: readonly string[], env: Env): KeysOptions {
  const { now, ...values } = explained(KEYS_USAGE, () =>
    parseArgs({
      args: [...args],
      options: { ...EVERYWHERE, now: { type: 'boolean', default: false } },
    }),
  );
  return { ...stageOf(values, env, KEYS_USAGE), now };
}

/** @throws Error with the usage when they are none of ours */
export function readWatchOptions(args: readonly string[], env: Env, now: Date): WatchOptions {
  const { minutes, since, ...values } = explained(WATCH_USAGE, () =>
    parseArgs({
      args: [...args],
      options: {
        ...EVERYWHERE,
        minutes: { type: 'string', default: '15' },
        since: { type: 'string', default: now.toISOString() },
      },
    }),
  );
  if (!/^\d{1,3}$/.test(minutes)) {
    throw refusal('--minutes must be a whole number, 0 to 999', WATCH_USAGE);
  }
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(since) || Number.isNaN(Date.parse(since))) {
    throw refusal('--since must be a time such as 2026-01-31T12:00:00Z', WATCH_USAGE);
  }
  return {
    ...stageOf(values, env, WATCH_USAGE),
    minutes: Number(minutes),
    since: new Date(since),
  };
}

function explained<T>(usage: string, parse: () => { readonly values: T }): T {
  try {
    return parse().values;
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error), usage);
  }
}

function stageOf(
  values: {
    readonly stage?: string | undefined;
    readonly region?: string | undefined;
    readonly prefix: string;
    readonly yes: boolean;
  },
  env: Env,
  usage: string,
): StageOptions {
  const stage = STAGES.find((one) => one === values.stage);
  if (stage === undefined) {
    const given = values.stage === undefined ? '' : `, not ${values.stage}`;
    throw refusal(`--stage must be one of ${STAGES.join(', ')}${given}`, usage);
  }
  const region = values.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || '');
  if (region === '') throw refusal('There is no region: give --region or set AWS_REGION', usage);
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw refusal(`--region must be such as eu-west-1, not ${region}`, usage);
  }
  const { prefix, yes } = values;
  if (!/^[a-z][a-z0-9-]{1,19}$/.test(prefix)) {
    throw refusal(`--prefix must be 2 to 20 of a-z, 0-9 and -, not ${prefix}`, usage);
  }
  return { stage, region, prefix, yes };
}

function refusal(reason: string, usage: string): Error {
  return new Error(`${reason}\n${usage}`);
}
