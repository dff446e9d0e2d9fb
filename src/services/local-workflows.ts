import type { StateMachine } from 'aws-local-stepfunctions';
import { AppError } from '../domain/errors.ts';
import type { WorkflowName, Workflows } from '../ports/workflows.ts';

/** A task as a workflow names it: JSON in, JSON out; it fails with an AppError. */
type WorkflowTask = (input: Readonly<Record<string, unknown>>) => Promise<object>;

interface WorkflowDefinition {
  readonly States: Readonly<Record<string, { readonly Type: string; readonly Resource?: string }>>;
}

type JsonInput = Parameters<StateMachine['run']>[0];

/**
 * Runs Amazon States Language files in this process. A state's Resource is `${task_name}`: here the
 * task of that name, on AWS what the template puts in its place.
 */
export function localWorkflows(
  definitions: Readonly<Record<WorkflowName, WorkflowDefinition>>,
  tasks: Readonly<Record<string, WorkflowTask>>,
): Workflows & { readonly warmUp: () => Promise<void> } {
  // The interpreter takes 60 ms to load, which no start should wait for.
  let machines: Promise<ReadonlyMap<string, StateMachine>> | undefined;
  const load = () => {
    machines ??= loadMachines(definitions);
    return machines;
  };
  return {
    async warmUp() {
      await load();
    },
    async run(workflow, input) {
      const machine = (await load()).get(workflow);
      if (machine === undefined) throw new Error(`No workflow ${workflow}`);
      let failure: unknown;
      const handlers = handlersOf(definitions[workflow], tasks, (error) => {
        failure = error;
      });
      const execution = machine.run(input as JsonInput, {
        overrides: { taskResourceLocalHandlers: handlers },
      });
      try {
        return await execution.result;
      } catch (error) {
        // The interpreter keeps name and message only; the task's own error knows the rest.
        throw failure instanceof AppError
          ? failure
          : new Error(`Workflow ${workflow} failed`, { cause: failure ?? error });
      }
    },
  };
}

async function loadMachines(
  definitions: Readonly<Record<string, WorkflowDefinition>>,
): Promise<ReadonlyMap<string, StateMachine>> {
  const { StateMachine: Machine } = await import('aws-local-stepfunctions');
  return new Map(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      new Machine(definition as ConstructorParameters<typeof StateMachine>[0], {
        validationOptions: { noValidate: true },
      }),
    ]),
  );
}

function handlersOf(
  definition: WorkflowDefinition,
  tasks: Readonly<Record<string, WorkflowTask>>,
  onFailure: (error: unknown) => void,
) {
  const handlers: Record<string, (input: JsonInput) => Promise<JsonInput>> = {};
  for (const [stateName, state] of Object.entries(definition.States)) {
    if (state.Type !== 'Task') continue;
    const task = tasks[state.Resource?.slice(2, -1) ?? ''];
    if (task === undefined) throw new Error(`State ${stateName}: no task ${state.Resource}`);
    handlers[stateName] = async (input) => {
      try {
        return (await task(input as Record<string, unknown>)) as JsonInput;
      } catch (error) {
        onFailure(error);
        throw error;
      }
    };
  }
  return handlers;
}
