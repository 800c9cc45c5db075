import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface FreeBusyHost {
  readonly url: string
  stop(): Promise<void>
}

/** The same behind a sign-in, counting those it sent away. */
export async function startGuardedHost(busy: { readonly startUtc: number; readonly endUtc: number }, { user, password }: { readonly user: string; readonly password: string }): Promise<FreeBusyHost & { refused(): number }> {
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  let refused = 0
  const host = await startFreeBusyHost(busy, (authorization) => {
    if (authorization === wanted) return true
    refused += 1
    return false
  })
  return { ...host, refused: () => refused }
}

/** A person outside, known by a freebusy URL alone: one busy hour, given as UTC instants. */
export async function startFreeBusyHost(busy: { readonly startUtc: number; readonly endUtc: number }, mayRead: (authorization: string | undefined) => boolean = () => true): Promise<FreeBusyHost> {
  const basic = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')
  const server = createServer((request, response) => {
    if (!mayRead(request.headers.authorization)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="free/busy"' }).end()
      return
    }
    const query = new URL(request.url ?? '/', 'http://host').searchParams
    const from = Date.parse(query.get('start') ?? '')
    const to = Date.parse(query.get('end') ?? '')
    if (Number.isNaN(from) || Number.isNaN(to)) {
      response.writeHead(400).end('start and end, please')
      return
    }
    response.writeHead(200, { 'content-type': 'text/calendar; charset=utf-8' })
    response.end(
      ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Freelance//Published//EN', 'BEGIN:VFREEBUSY', `DTSTAMP:${basic(Date.now())}`, `DTSTART:${basic(from)}`, `DTEND:${basic(to)}`, `FREEBUSY:${basic(busy.startUtc)}/${basic(busy.endUtc)}`, 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n'),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/freebusy`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
