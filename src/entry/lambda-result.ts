import type { HttpEvent } from './lambda-event.ts';

/** What all three kinds of caller understand, each with the headers in the form that it reads. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const TEXT = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|javascript)\b)/;
/** References to places of the same host, which are behind the stage too. */
const ROOTED = { location: /^\/(?!\/)/, link: /(?<=^<|, <)\/(?!\/)/g } as const;

export async function toLambdaResult(event: HttpEvent, response: Response): Promise<LambdaResult> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = TEXT.test(response.headers.get('content-type') ?? 'text/plain');
  const headers = [...response.headers].map(
    ([name, value]) => [name, behindPrefix(event.prefix, name, value)] as const,
  );
  return {
    statusCode: response.status,
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
    ...headersFor(event, headers),
  };
}

/** The answer to an event that could not be read, in the form all of them read. */
export function bareResult(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}): LambdaResult {
  const { status, headers, body } = answer;
  const multiValueHeaders = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  );
  return { statusCode: status, headers, multiValueHeaders, body, isBase64Encoded: false };
}

function behindPrefix(prefix: string, name: string, value: string): string {
  if (prefix === '' || (name !== 'location' && name !== 'link')) return value;
  return value.replace(ROOTED[name], `${prefix}/`);
}

function headersFor(
  { hasMultiValueHeaders }: HttpEvent,
  headers: readonly (readonly [string, string])[],
): Pick<LambdaResult, 'headers' | 'multiValueHeaders'> {
  if (!hasMultiValueHeaders) return { headers: Object.fromEntries(headers) };
  const byName = Map.groupBy(headers, ([name]) => name);
  return {
    multiValueHeaders: Object.fromEntries(
      [...byName].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
    ),
  };
}
