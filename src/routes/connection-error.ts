import { AppError, type ErrorCode } from '../domain/errors.ts';
import { PROBLEM_CONTENT_TYPE, toProblem } from './http-errors.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** By the codes of Node's HTTP server; anything else it cannot parse is no HTTP request. */
const CODE_BY_NODE_CODE: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'PAYLOAD_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** The answer where there is no request to route: status line, headers and body. */
export function connectionError(nodeCode: string | undefined, requestId: string) {
  const error = new AppError(CODE_BY_NODE_CODE[nodeCode ?? ''] ?? 'MALFORMED_REQUEST');
  const problem = toProblem(error, { instance: '*', requestId });
  return {
    status: problem.status,
    title: problem.title,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': PROBLEM_CONTENT_TYPE,
      'x-request-id': requestId,
    },
    body: JSON.stringify(problem),
  };
}
