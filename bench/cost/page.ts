import { idleCost, idlePartsOf } from './idle-cost.ts';
import { ASSUMED, PRICES } from './prices.ts';
import { type Answering, requestCost, totalOf } from './request-cost.ts';
import { statedSpending } from './stated-spending.ts';

/** The main requests, by their rows in docs/budgets.md. */
const ROWS: readonly (readonly [title: string, answering?: Answering])[] = [
  ['GET /home_page, otherwise'],
  ['GET /load_products?product_tag, 100 products'],
  ['GET /load_products?product_id'],
  ['GET /products, one page of 20'],
  ['GET /products?q, a word of 20 products'],
  ['GET /products/{id}'],
  ['POST /register, by anyone', 'workflow'],
  ['POST /login', 'password'],
  ['POST /token/refresh', 'session'],
  ['GET /users/{id}, with one’s own token'],
  ['POST /add_to_cart, 10 lines', 'signed-in'],
  ['GET /load_cart, 10 lines'],
  ['POST /checkout, 1 line', 'signed-in'],
  ['POST /checkout, 10 lines', 'signed-in'],
  ['POST /users/{id}/orders, of tracked stock, 10 lines', 'signed-in'],
  ['GET /users/{id}/orders, one page of 20'],
];

const HEAD = ['A million of', 'Gateway', 'Lambda', 'Workflow', 'DynamoDB', 'Logs', 'Total', 'REST'];

/** The three files that the page is made of. */
export interface CostSources {
  readonly budgets: string;
  readonly template: string;
  /** The workflow of a registration. */
  readonly workflow: string;
}

export function costPage({ budgets, template, workflow }: CostSources): string {
  const { States } = JSON.parse(workflow) as { States: Record<string, { Type: string }> };
  const tasks = Object.values(States).filter(({ Type }) => Type === 'Task').length;
  const rows = ROWS.map(([title, answering = 'function']) => {
    const cost = requestCost(statedSpending(budgets, title), answering, tasks);
    const { gateway, lambda, workflow: steps, dynamodb, logs } = cost;
    const total = totalOf(cost);
    const asRest = total - PRICES.httpApi + PRICES.restApi;
    const cells = [gateway, lambda, steps, dynamodb, logs, total, asRest].map(dollars);
    const [request, ...rest] = title.split(', ');
    return [[`\`${request}\``, ...rest].join(', '), ...cells];
  });
  const parts = idlePartsOf(template);
  const idle = idleCost(parts);
  const monthly = Object.values(idle).reduce((sum, cost) => sum + cost, 0);
  return `# What it costs on AWS

Calculated by \`node bench/cost.ts\`, not billed: nothing of this project was deployed to a real
account. \`tests/deploy/cost.test.ts\` fails when this page is no longer what it would write.

- **Units** of DynamoDB are those measured in [budgets.md](budgets.md), whose prices are those of
  us-east-1; here they are those of eu-west-1. To writes for a customer is added what that page says
  a token costs: one call and two read units.
- **Prices** are the list prices of eu-west-1 in US dollars, on demand, of the first tier and without
  any free tier, from the AWS Price List as published in September and October 2026 (read as copies in
  public repositories; but the price of Express workflows is that of us-east-1 on the page of Step
  Functions, and that of a dashboard as a guide of June 2026 quotes it). They stand in \`bench/cost/prices.ts\` and nowhere else.
- **Time** is assumed and not measured: a warm function on arm64 takes ${ASSUMED.ownMs} ms and
  ${ASSUMED.callMs} ms more for each call to DynamoDB, at 512 MB; where a password is hashed
  ${ASSUMED.passwordMs} ms more, at 1,024 MB. A cold start is billed as well: half a second of it is
  $${(0.5 * ASSUMED.functionGb * PRICES.lambdaGbSecond * 1_000).toFixed(4)} for a thousand of them.
- **Logs** are assumed at ${ASSUMED.logKb} KB a call of a function.
- **Not counted**: what goes out to the internet ($${PRICES.transfer} a GB, so $${PRICES.transfer} for a million answers of
  1 KB), stored data ($${PRICES.storage} a GB and month, and $${PRICES.pointInTimeRecovery} more where it can be restored to any
  second), photos, traces, and the telling of events to webhooks: an event is one more call of a
  function, and its writes for each webhook that wants it.

## Nobody calls it

$${dollars(monthly)} a month for each stage, without data:

| For | $ a month |
| --- | ---: |
| ${parts.alarmedMetrics} metrics that alarms look at | ${dollars(idle.alarms)} |
| ${parts.metrics === 1 ? 'a metric' : `${parts.metrics} metrics`} made of the log, in a month in which anything is logged | ${dollars(idle.metrics)} |
| the dashboard | ${dollars(idle.dashboard)} |
| the secret | ${dollars(idle.secret)} |
| the timers of events (every minute) and of unpaid orders (every five) | ${dollars(idle.timers)} |

The tables, the functions, the API, the workflows and the queues cost nothing while nobody uses them.
The load balancer does, by the hour, and is therefore optional; so is a name of one's own, whose zone
is paid for by the month. An account has three dashboards of up to 50 metrics for nothing; this one
searches for more than that.

## A million requests

In dollars. REST is the total behind a REST API ($${dollars(PRICES.restApi)} a million) in place of the HTTP API
($${dollars(PRICES.httpApi)}), which would be $${dollars(PRICES.restApi - PRICES.httpApi)} more for every request, whatever it does.

${table([HEAD, ...rows])}

A registration is ${1 + tasks} calls of functions and one execution of an Express workflow: the first
function waits for the other ${tasks}, and is paid for while it waits. A Standard workflow would be
billed by the step, $25 a million of them.

Where the money goes: reading is paid to the gateway, writing to DynamoDB. What makes requests
cheaper, in this order: fewer of them (the home page is kept for a minute in each process), reads
without a session's look-up, and logs at \`warn\`.
`;
}

function dollars(amount: number): string {
  return amount.toFixed(2);
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  const rule = `| ${HEAD.map((_, index) => (index === 0 ? '---' : '---:')).join(' | ')} |`;
  return [head, rule, ...rest].join('\n');
}
