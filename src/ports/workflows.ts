export type WorkflowName = 'user-registration' | 'update-user';

export interface Workflows {
  /**
   * Runs a workflow to its end and gives its output.
   * @throws AppError with the code a task failed with; any other failure is thrown as it is.
   */
  run(workflow: WorkflowName, input: Readonly<Record<string, unknown>>): Promise<unknown>;
}
