import type { Task } from '../wiring/task.ts';
import type { HttpHandler } from './request-handler.ts';

type TaskInput = Parameters<Task>[0];

/** One function for both of its callers: a workflow's input has no request context, every event has. */
export function taskOrRequest(task: Task, http: HttpHandler): HttpHandler | Task {
  const handle = (event: TaskInput) =>
    'requestContext' in Object(event) ? http(event) : task(event);
  return Object.assign(handle, { operationIds: http.operationIds });
}
