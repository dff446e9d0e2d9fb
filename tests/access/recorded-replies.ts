import { vi } from 'vitest';

/** What a client was answered. */
export interface RecordedReply {
  /** "POST /login", without the query. */
  readonly asked: string;
  readonly path: string;
  readonly status: number;
  /** One a line. */
  readonly headers: string;
  readonly text: string;
}

/** Keeps every reply that this process is given from here on. */
export function recordReplies(): {
  readonly replies: readonly RecordedReply[];
  readonly stop: () => void;
} {
  const replies: RecordedReply[] = [];
  const fetchIndeed = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const response = await fetchIndeed(input, init);
    const path = new URL(String(input)).pathname;
    const headers = [...response.headers].map((header) => header.join(': ')).join('\n');
    const text = await response.clone().text();
    const asked = `${init?.method ?? 'GET'} ${path}`;
    replies.push({ asked, path, status: response.status, headers, text });
    return response;
  });
  return { replies, stop: () => spy.mockRestore() };
}
