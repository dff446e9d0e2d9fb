import { resolve } from 'node:path';
import {
  type DynamodbConfig,
  type PhotoBucketConfig,
  parseDynamodb,
  parsePhotoBucket,
} from './dynamodb-config.ts';
import type { Env } from './env.ts';
import { type Pepper, parsePeppers } from './peppers.ts';
import { SettingsReader } from './settings-reader.ts';
import { parseTokens, type TokensConfig } from './tokens-config.ts';
import { parseWorkflows, type WorkflowsConfig } from './workflows-config.ts';

export type AccessMode = 'open' | 'protected';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly access: AccessMode;
  /** Absolute. */
  readonly dataDir: string;
  readonly store: StoreConfig;
  /** Where uploaded photos are kept; undefined is the data folder. */
  readonly photoBucket: PhotoBucketConfig | undefined;
  /** Whether an empty store is filled with the sample shop. */
  readonly sampleData: boolean;
  /** ISO 4217. */
  readonly currency: string;
  /** After how long a Pending order is given up and its stock goes back; undefined is never. */
  readonly pendingOrderLifeMs: number | undefined;
  /** Whether webhooks may reach loopback, link-local and private addresses. */
  readonly webhooksToPrivate: boolean;
  /** '*' or exact origins. */
  readonly corsOrigins: '*' | readonly string[];
  /** In code points. */
  readonly passwordMinLength: number;
  /** The current one first. */
  readonly peppers: readonly Pepper[];
  readonly tokens: TokensConfig;
  readonly workflows: WorkflowsConfig;
  /** Whether guesses and sign-ups are counted and slowed down. */
  readonly throttling: boolean;
  /** How many proxies in front add to X-Forwarded-For. */
  readonly trustedHops: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

type StoreConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | ({ readonly kind: 'dynamodb' } & DynamodbConfig);

/** Every fault of the settings at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError naming every setting that is wrong */
export function parseConfig(env: Env): Config {
  const settings = new SettingsReader(env);
  const host = settings.text('HOST', '127.0.0.1');
  const production = settings.text('NODE_ENV', '') === 'production';
  const mayBeOpen = isLoopback(host) && !production && !isLambda(env);
  const access = settings.oneOf('ACCESS', ['open', 'protected'], mayBeOpen ? 'open' : 'protected');
  if (access === 'open' && !mayBeOpen) settings.fault('ACCESS', whyNotOpen(host, production));

  const dataDir = resolve(settings.text('DATA_DIR', './data'));
  const storeKind = settings.oneOf('STORE', ['sqlite', 'dynamodb'], 'sqlite');
  if (storeKind === 'sqlite' && isLambda(env)) {
    settings.fault('STORE', 'must be dynamodb on Lambda, whose disk is gone with each instance');
  }
  const config: Config = {
    host,
    port: settings.integer('PORT', 5000, { min: 0, max: 65_535 }),
    access,
    dataDir,
    store:
      storeKind === 'sqlite'
        ? { kind: 'sqlite', file: resolve(dataDir, 'kitroom.db') }
        : { kind: 'dynamodb', ...parseDynamodb(settings, env) },
    photoBucket: parsePhotoBucket(settings, env),
    sampleData: settings.flag('SAMPLE_DATA', access === 'open'),
    currency: settings.currency('CURRENCY', 'EUR'),
    pendingOrderLifeMs: hoursToMs(
      settings.integer('PENDING_ORDER_HOURS', 72, { min: 0, max: 8_760 }),
    ),
    webhooksToPrivate: settings.flag('WEBHOOKS_TO_PRIVATE', false),
    corsOrigins: settings.origins('CORS_ORIGINS'),
    passwordMinLength: settings.integer('PASSWORD_MIN_LENGTH', 8, { min: 8, max: 64 }),
    peppers: parsePeppers(settings),
    tokens: parseTokens(settings, dataDir),
    workflows: parseWorkflows(settings),
    throttling: settings.flag('THROTTLING', true),
    trustedHops: settings.integer('TRUSTED_HOPS', 0, { min: 0, max: 10 }),
    logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (settings.faults.length > 0) throw new ConfigError(settings.faults.join('\n'));
  return config;
}

/** Whether only this machine can reach a server bound to the host. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/** 0 stands for never. */
function hoursToMs(hours: number): number | undefined {
  return hours === 0 ? undefined : hours * 60 * 60 * 1000;
}

function isLambda(env: Env): boolean {
  return env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined;
}

function whyNotOpen(host: string, production: boolean): string {
  if (production) return 'open lets every caller do everything, so it is refused in production';
  return isLoopback(host)
    ? 'open lets every caller do everything, so it is refused on Lambda'
    : `open lets every caller do everything, so it needs a loopback HOST and not ${host}`;
}
