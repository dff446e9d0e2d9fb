/**
 * Dollars in eu-west-1 (Ireland), on demand and of the first tier, without any free tier. From the
 * files of the AWS Price List (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<service>/
 * current/eu-west-1/index.json) as published in September and October 2026 and read as copies in
 * public repositories; but for Step Functions, whose price is that of its page for us-east-1, and
 * dashboards, whose price is what guides quote.
 */
export const PRICES = {
  /** AmazonApiGateway: a million requests. */
  httpApi: 1.11,
  restApi: 3.5,
  /** AWSLambda, arm64: a million requests, and a GB-second. */
  lambdaRequests: 0.2,
  lambdaGbSecond: 0.0000133334,
  /** AmazonDynamoDB: a million request units, and a GB for a month. */
  writeUnits: 0.705,
  readUnits: 0.1415,
  storage: 0.283,
  pointInTimeRecovery: 0.22,
  /** AmazonCloudWatch: a GB taken in, and for a month the others. */
  logs: 0.57,
  alarmedMetric: 0.1,
  metric: 0.3,
  dashboard: 3,
  /** AWSSecretsManager: for a month. */
  secret: 0.4,
  /** AWSDataTransfer: a GB to the internet. */
  transfer: 0.09,
  /** AWS Step Functions, Express: a million executions, and a GB-second of the first 1,000 hours. */
  expressRequests: 1,
  expressGbSecond: 0.06 / 3600,
} as const;

/** What no price list says: how long things take and how much they write. Warm functions alone. */
export const ASSUMED = {
  ownMs: 10,
  callMs: 10,
  passwordMs: 100,
  /** Between two tasks of a workflow. */
  stepMs: 20,
  functionGb: 0.5,
  passwordFunctionGb: 1,
  /** Access log, the function's own line and those of the platform. */
  logKb: 1,
  /** Hours of a month. */
  monthHours: 730,
} as const;

/** What the two timers do where nothing is due; read from src/wiring/wire-chores.ts, not measured. */
export const TIMERS = [
  { name: 'events', perHour: 60, calls: 3, readUnits: 2, writeUnits: 1 },
  { name: 'expiry', perHour: 12, calls: 1, readUnits: 0.5, writeUnits: 0 },
] as const;
