import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readCostSources } from '../../bench/cost/cost-sources.ts';
import { idleCost, idlePartsOf } from '../../bench/cost/idle-cost.ts';
import { costPage } from '../../bench/cost/page.ts';
import { requestCost, totalOf } from '../../bench/cost/request-cost.ts';
import { statedSpending } from '../../bench/cost/stated-spending.ts';

const SPENDING = { calls: 2, readUnits: 4, writeUnits: 2 };

describe('the page of costs', () => {
  test('is what docs/budgets.md, the template and the workflow make of it', async () => {
    const page = await readFile(new URL('../../docs/cost.md', import.meta.url), 'utf8');
    expect(costPage(await readCostSources()), 'run node bench/cost.ts').toBe(page);
  });

  test('follows what docs/budgets.md states', async () => {
    const sources = await readCostSources();
    const row = '| `GET /load_products?product_id` | 1 | 1 | 0 |';
    expect(sources.budgets).toContain(row);
    const budgets = sources.budgets.replace(row, row.replace('1 | 1 | 0', '9 | 9 | 0'));
    expect(costPage({ ...sources, budgets })).not.toBe(costPage(sources));
  });

  test('is refused where docs/budgets.md has not such a row any more', () => {
    expect(() => statedSpending('| `GET /x` | 1 | 0.5 | 0 |', 'GET /y')).toThrow('no row GET /y');
    expect(statedSpending('| `GET /x`, all | 1 | 0.5 | 7 |', 'GET /x, all')).toEqual({
      calls: 1,
      readUnits: 0.5,
      writeUnits: 7,
    });
  });
});

describe('a million requests', () => {
  test('to one function are its gateway, its 30 ms at half a GB, its units and its logs', () => {
    const cost = requestCost(SPENDING, 'function', 3);
    expect(cost.gateway).toBe(1.11);
    // 30 ms × 0.5 GB × 1,000,000 = 15,000 GB-seconds.
    expect(cost.lambda).toBeCloseTo(0.2 + 15_000 * 0.0000133334);
    expect(cost.workflow).toBe(0);
    expect(cost.dynamodb).toBeCloseTo(4 * 0.1415 + 2 * 0.705);
    expect(cost.logs).toBeCloseTo(0.57);
    expect(totalOf(cost)).toBeCloseTo(1.11 + 0.4 + 1.976 + 0.57);
  });

  test('of a customer look the session up', () => {
    const alone = requestCost(SPENDING, 'function', 3);
    const signedIn = requestCost(SPENDING, 'signed-in', 3);
    expect(signedIn.dynamodb - alone.dynamodb).toBeCloseTo(2 * 0.1415);
    expect(signedIn.lambda - alone.lambda).toBeCloseTo(5_000 * 0.0000133334);
  });

  test('to the function of passwords cost its whole GB without one, too', () => {
    const { lambda } = requestCost(SPENDING, 'session', 3);
    expect(lambda).toBeCloseTo(0.2 + 30_000 * 0.0000133334);
  });

  test('with a password take 100 ms more, at a whole GB', () => {
    const { lambda } = requestCost(SPENDING, 'password', 3);
    expect(lambda).toBeCloseTo(0.2 + 130_000 * 0.0000133334);
  });

  test('through a workflow pay its tasks, its tenths of a second, and the function that waits', () => {
    const { lambda, workflow, logs } = requestCost({ ...SPENDING, calls: 4 }, 'workflow', 3);
    // Tasks: 3 × 10 ms and 2 calls, 50 ms; with the steps between 110 ms, which is billed as 200.
    expect(workflow).toBeCloseTo(1 + 0.2 * (64 / 1024) * (0.06 / 3600) * 1_000_000);
    // The first function: 10 ms, a password, 2 calls and the workflow, 240 ms.
    expect(lambda).toBeCloseTo(4 * 0.2 + (240_000 + 25_000) * 0.0000133334);
    expect(logs).toBeCloseTo(4 * 0.57);
  });
});

describe('a stack that nobody calls', () => {
  const template = `
Resources:
  One: { Type: AWS::CloudWatch::Alarm, Properties: { MetricName: Errors } }
  Three:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics: [{ Expression: a }, { MetricStat: !Ref X }, { MetricStat: {} }, { MetricStat: {} }]
  Optional: { Type: AWS::CloudWatch::Alarm, Condition: HasPages, Properties: {} }
  Filter: { Type: AWS::Logs::MetricFilter }
`;

  test('pays for each metric that an alarm looks at, and not for optional parts', () => {
    expect(idlePartsOf(template)).toEqual({ alarmedMetrics: 4, metrics: 1 });
  });

  test('pays for its alarms, its secret and its timers', () => {
    const { timers, ...cost } = idleCost({ alarmedMetrics: 4, metrics: 1 });
    expect(cost).toEqual({ alarms: 0.4, metrics: 0.3, dashboard: 3, secret: 0.4 });
    // 43,800 rounds of 40 ms and 8,760 of 20 ms.
    const rounds = 0.0438 * (0.2 + 20_000 * 0.0000133334 + 2 * 0.1415 + 0.705 + 0.57);
    const sweeps = 0.00876 * (0.2 + 10_000 * 0.0000133334 + 0.5 * 0.1415 + 0.57);
    expect(timers).toBeCloseTo(rounds + sweeps, 6);
  });
});
