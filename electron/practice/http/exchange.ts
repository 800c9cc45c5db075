/** One request, read whole; one response, written whole. Practice data is small. */
export interface PracticeRequest {
  readonly method: string
  /** As it came, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case; repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PracticeResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

export const reply = (status: number, body = '', headers: PracticeResponse['headers'] = {}): PracticeResponse => ({ status, headers, body })
export const text = (status: number, body: string, headers: PracticeResponse['headers'] = {}): PracticeResponse => reply(status, body, { 'Content-Type': 'text/plain; charset=utf-8', ...headers })
export const xml = (status: number, body: string, headers: PracticeResponse['headers'] = {}): PracticeResponse => reply(status, body, { 'Content-Type': 'application/xml; charset=utf-8', ...headers })
export const json = (status: number, value: unknown): PracticeResponse => reply(status, `${JSON.stringify(value, null, 1)}\n`, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
