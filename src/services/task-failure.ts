import { AppError, type ErrorCode, type FieldProblem } from '../domain/errors.ts';

interface Told {
  readonly problems?: readonly FieldProblem[];
  readonly members?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** A failure as Lambda tells it to a state machine, whose error is its name and whose cause its message. */
export function taskFailure({ code, problems, members, retryAfterSeconds }: AppError): Error {
  const failure = new Error(JSON.stringify({ problems, members, retryAfterSeconds }));
  failure.name = code;
  // It would stand in the history of every execution, and helps nobody there. Not deleted:
  // runtime clients before 4 read it as a text, and where there is none do not tell the name either.
  failure.stack = code;
  return failure;
}

/** The error of a task again, from the cause of an execution: `{"errorType", "errorMessage"}`. */
export function readTaskFailure(code: ErrorCode, cause: unknown): AppError {
  const { problems, members, retryAfterSeconds } = toldIn(cause);
  return new AppError(code, {
    ...(problems !== undefined && { problems }),
    ...(members !== undefined && { members }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

function toldIn(cause: unknown): Told {
  try {
    const { errorMessage } = JSON.parse(String(cause)) as { readonly errorMessage?: string };
    return { ...(JSON.parse(String(errorMessage)) as Told) };
  } catch {
    // The code is what counts; what else it told is lost.
    return {};
  }
}
