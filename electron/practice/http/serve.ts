import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ControlPanel, Fault } from '../knobs.ts'
import { dav } from '../xml/names.ts'
import { element, xmlDocument } from '../xml/write-xml.ts'
import type { PracticeRequest, PracticeResponse } from './exchange.ts'
import { reply, text, xml } from './exchange.ts'

const maxBodyBytes = 10 * 1024 * 1024

export interface ServedRequest extends PracticeRequest {
  /** What a knob wants done inside the protocol, beyond what `serve` does itself. */
  readonly fault: Fault | null
}

export interface ServeOptions {
  readonly domain: string
  readonly port: number
  readonly panel: ControlPanel
  readonly userOf: (request: PracticeRequest) => string | null
  readonly handle: (request: ServedRequest) => Promise<PracticeResponse>
}

export interface Serving {
  readonly baseUrl: string
  close(): Promise<void>
}

/** An HTTP server on the loopback that runs `handle` behind the knobs. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const server = createServer((incoming, outgoing) => {
    answer(options, incoming, outgoing).catch((error: unknown) => {
      // A mistake of ours: told, never swallowed, and the connection does not hang.
      process.stderr.write(`practice ${options.domain}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      if (outgoing.headersSent) outgoing.destroy()
      else send(outgoing, text(500, 'The practice server made a mistake.\n'), 'GET')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(options: ServeOptions, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const started = performance.now()
  const request = await readRequest(incoming)
  if (request === 'too large') return send(outgoing, text(413, 'The body is larger than this server takes.\n', { Connection: 'close' }), 'GET')
  const { panel, domain } = options
  const control = request.path.startsWith('/_practice/')
  const user = options.userOf(request)
  const fault = control ? null : panel.takeFault({ server: domain, method: request.method, path: request.path, user })
  const note = (status: number): void => {
    if (!control) panel.record({ server: domain, method: request.method, path: request.path, user, status, ms: performance.now() - started, fault: fault?.what ?? null, headers: withoutSecrets(request.headers) })
  }
  const wait = control ? 0 : panel.knobs.latencyMs + (fault?.what === 'delay' ? (fault.delayMs ?? 0) : 0)
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  if (fault?.what === 'drop-before') {
    note(0)
    outgoing.destroy()
    return
  }
  const response = fault?.what === 'status' ? refused(fault, domain) : await options.handle({ ...request, fault })
  note(response.status)
  if (fault?.what === 'drop-after') outgoing.destroy()
  else if (fault?.what === 'torn-body') tear(outgoing, response)
  else send(outgoing, fault?.what === 'cut-body' ? { ...response, body: response.body.slice(0, response.body.length / 2) } : response, request.method)
}

function refused(fault: Fault, domain: string): PracticeResponse {
  const status = fault.status ?? 500
  const headers: Record<string, string> = {}
  if (fault.retryAfterSec !== undefined) headers['Retry-After'] = String(fault.retryAfterSec)
  if (status === 401) headers['WWW-Authenticate'] = `Basic realm="${domain}", charset="UTF-8"`
  if (fault.condition === undefined) return text(status, `The knob says ${status}.\n`, headers)
  return xml(status, xmlDocument(dav('error'), element(fault.condition as `{${string}}${string}`)), headers)
}

async function readRequest(incoming: IncomingMessage): Promise<PracticeRequest | 'too large'> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > maxBodyBytes) return 'too large'
    pieces.push(piece)
  }
  const target = incoming.url ?? '/'
  const mark = target.indexOf('?')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  return {
    method: (incoming.method ?? 'GET').toUpperCase(),
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
    body: Buffer.concat(pieces).toString('utf8'),
  }
}

function head(outgoing: ServerResponse, response: PracticeResponse): Buffer {
  const body = Buffer.from(response.body, 'utf8')
  const headers: Record<string, string | string[]> = { 'Content-Length': String(body.length) }
  if (response.status === 204 || response.status === 304) delete headers['Content-Length']
  for (const [name, value] of Object.entries(response.headers)) headers[name] = typeof value === 'string' ? value : [...value]
  outgoing.writeHead(response.status, headers)
  return body
}

function send(outgoing: ServerResponse, response: PracticeResponse, method: string): void {
  const body = head(outgoing, response)
  outgoing.end(method === 'HEAD' ? undefined : body)
}

/** Promises the whole length, sends half, hangs up. */
function tear(outgoing: ServerResponse, response: PracticeResponse): void {
  const body = head(outgoing, response.body === '' ? reply(response.status, ' ', response.headers) : response)
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy())
}

function withoutSecrets(headers: PracticeRequest['headers']): PracticeRequest['headers'] {
  const { authorization, ...rest } = headers
  return authorization === undefined ? rest : { ...rest, authorization: '(given)' }
}
