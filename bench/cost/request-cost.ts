import { ASSUMED, PRICES } from './prices.ts';
import type { StatedSpending } from './stated-spending.ts';

/** How a request is answered, beside what it spends in DynamoDB. */
export type Answering =
  | 'function'
  /** By a function, for a caller whose session is looked up. */
  | 'signed-in'
  /** By the function that hashes passwords, without a password. */
  | 'session'
  | 'password'
  | 'workflow';

/** Dollars for a million of the same request. */
export interface RequestCost {
  readonly gateway: number;
  readonly lambda: number;
  readonly workflow: number;
  readonly dynamodb: number;
  readonly logs: number;
}

const MILLION = 1_000_000;
/** An Express workflow is billed by 64 MB and by tenths of a second. */
const WORKFLOW_GB = 64 / 1024;
const WORKFLOW_TICK_MS = 100;

/** How many calls of a sign-up its throttles make, before the workflow begins. */
const CALLS_BEFORE_WORKFLOW = 2;

export function requestCost(
  spending: StatedSpending,
  answering: Answering,
  workflowTasks: number,
): RequestCost {
  const { calls, readUnits, writeUnits } =
    answering === 'signed-in' ? signedIn(spending) : spending;
  const hashes = answering === 'password' || answering === 'workflow';
  const ownMs = ASSUMED.ownMs + (hashes ? ASSUMED.passwordMs : 0);
  const taskCalls = answering === 'workflow' ? calls - CALLS_BEFORE_WORKFLOW : 0;
  const tasks = answering === 'workflow' ? workflowTasks : 0;
  const taskMs = tasks * ASSUMED.ownMs + taskCalls * ASSUMED.callMs;
  const workflowMs = taskMs + tasks * ASSUMED.stepMs;
  // The function that started the workflow waits for it.
  const handlerMs = ownMs + (calls - taskCalls) * ASSUMED.callMs + workflowMs;
  const isLarge = hashes || answering === 'session';
  const handlerGb = isLarge ? ASSUMED.passwordFunctionGb : ASSUMED.functionGb;
  const gbSeconds = (handlerMs * handlerGb + taskMs * ASSUMED.functionGb) / 1000;
  const workflowSeconds =
    (Math.ceil(workflowMs / WORKFLOW_TICK_MS) * WORKFLOW_TICK_MS * WORKFLOW_GB) / 1000;
  return {
    gateway: PRICES.httpApi,
    lambda: (1 + tasks) * PRICES.lambdaRequests + gbSeconds * MILLION * PRICES.lambdaGbSecond,
    workflow:
      tasks === 0 ? 0 : PRICES.expressRequests + workflowSeconds * MILLION * PRICES.expressGbSecond,
    dynamodb: readUnits * PRICES.readUnits + writeUnits * PRICES.writeUnits,
    logs: (1 + tasks) * ASSUMED.logKb * PRICES.logs,
  };
}

/** docs/budgets.md counts the operator of open mode, which there is none of on AWS, and says this. */
function signedIn({ calls, readUnits, writeUnits }: StatedSpending): StatedSpending {
  return { calls: calls + 1, readUnits: readUnits + 2, writeUnits };
}

export function totalOf({ gateway, lambda, workflow, dynamodb, logs }: RequestCost): number {
  return gateway + lambda + workflow + dynamodb + logs;
}
