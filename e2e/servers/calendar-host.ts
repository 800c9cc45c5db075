import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CalendarHost {
  readonly url: string
  /** What stands there from now on; null: the server fails. */
  publish(text: string | null): void
  /** Answers so far that said "not changed". */
  unchanged(): number
  stop(): Promise<void>
}

/** A web server with one calendar on it, on a free port of this computer. */
export async function startCalendarHost(first: string): Promise<CalendarHost> {
  let text: string | null = first
  let version = 1
  let unchanged = 0
  const server = createServer((request, response) => {
    if (text === null) return void response.writeHead(500).end()
    const etag = `"${version}"`
    if (request.headers['if-none-match'] === etag) {
      unchanged += 1
      return void response.writeHead(304, { etag }).end()
    }
    response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8', etag }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/talks.ics`,
    publish(next) {
      text = next
      version += 1
    },
    unchanged: () => unchanged,
    stop: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}
