import { parse } from 'yaml';
import { ASSUMED, PRICES, TIMERS } from './prices.ts';

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Condition?: string;
        readonly Properties?: { readonly Metrics?: readonly object[] };
      }
    >
  >;
}

/** What the stack is paid for while nobody calls it. */
export interface IdleParts {
  readonly alarmedMetrics: number;
  readonly metrics: number;
}

/** Counted in the template, without its optional parts. */
export function idlePartsOf(template: string): IdleParts {
  // Its tags are CloudFormation's, and nothing here needs what they say.
  const { Resources } = parse(template, { logLevel: 'error' }) as Template;
  const always = Object.values(Resources).filter(({ Condition }) => Condition === undefined);
  const alarms = always.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const counts = alarms.map(
    ({ Properties }) => Properties?.Metrics?.filter((one) => 'MetricStat' in one).length ?? 1,
  );
  return {
    alarmedMetrics: counts.reduce((sum, count) => sum + count, 0),
    metrics: always.filter(({ Type }) => Type === 'AWS::Logs::MetricFilter').length,
  };
}

/** Dollars a month, by what they are for. */
export function idleCost({ alarmedMetrics, metrics }: IdleParts) {
  return {
    alarms: alarmedMetrics * PRICES.alarmedMetric,
    metrics: metrics * PRICES.metric,
    dashboard: PRICES.dashboard,
    secret: PRICES.secret,
    timers: TIMERS.reduce((sum, timer) => sum + timerCost(timer), 0),
  };
}

function timerCost({ perHour, calls, readUnits, writeUnits }: (typeof TIMERS)[number]): number {
  const millions = (perHour * ASSUMED.monthHours) / 1_000_000;
  const gbSeconds = ((ASSUMED.ownMs + calls * ASSUMED.callMs) / 1000) * ASSUMED.functionGb;
  return (
    millions *
    (PRICES.lambdaRequests +
      gbSeconds * 1_000_000 * PRICES.lambdaGbSecond +
      readUnits * PRICES.readUnits +
      writeUnits * PRICES.writeUnits +
      ASSUMED.logKb * PRICES.logs)
  );
}
