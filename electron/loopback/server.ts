import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import { WebSocketServer } from 'ws'
import { contractVersion } from '../../shared/contract/topics.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { Change } from '../../shared/contract/wire.ts'
import { pageNetwork } from '../channel/page-network.ts'
import type { CoreHost } from '../channel/supervise-core.ts'
import { cookieName, type Doors, openDoors } from './doors.ts'

export interface LoopbackServer {
  readonly origin: string
  readonly doors: Doors
  /** Address with a fresh one-time token. */
  address(): string
  /** Beside what the core says itself: a notice for the pages that are open. */
  tell(change: Change): void
  close(): Promise<void>
}

/** A draft with a long agenda and two hundred people stays far below this. */
const largestBodyBytes = 8 * 1024 * 1024

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/** No script but ours, nothing from elsewhere, no frames: event texts from strangers are only ever text. */
export const contentPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"

/** Serves the page and the calls on 127.0.0.1. `port` 0 takes a free one. */
export function startServer(host: Pick<CoreHost, 'callJson' | 'onChange' | 'setOnline'>, options: { readonly port: number; readonly pageDir: string }): Promise<LoopbackServer> {
  let origin = ''
  const doors = openDoors(() => origin, Date.now)
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, bug(String(error)))
    })
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000 })
  const network = pageNetwork((online) => host.setOnline(online))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const token = url.searchParams.get('t')
    if (request.method === 'GET' && url.pathname === '/' && token !== null) return enter(request, response, token)
    const who = doors.check(request)
    if (who === 'refused') return sendText(response, 403, 'Parley does not know this browser. Run "npm start" again: it opens a window that may come in.')
    if (url.pathname === '/api/address' && request.method === 'POST' && who === 'terminal') return sendJson(response, 200, { address: address() })
    if (url.pathname.startsWith('/api/call/') && request.method === 'POST') return call(request, response, url.pathname.slice('/api/call/'.length))
    if (request.method === 'GET' || request.method === 'HEAD') return sendFile(request, response, options.pageDir, url.pathname)
    sendText(response, 405, 'Not a call Parley knows.')
  }

  function enter(request: IncomingMessage, response: ServerResponse, token: string): void {
    const session = `http://${request.headers.host ?? ''}` === origin ? doors.enter(token) : null
    if (session === null) return sendText(response, 403, 'This address was used before or is too old. Run "npm start" again: it opens a new one.')
    response.writeHead(303, { location: '/', 'set-cookie': `${cookieName(origin)}=${session}; HttpOnly; SameSite=Strict; Path=/`, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    response.end()
  }

  async function call(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const theirs = request.headers['x-parley-contract']
    if (theirs !== undefined && theirs !== String(contractVersion)) {
      return sendJson(response, 409, { ok: false, error: { kind: 'refused', effect: 'nothing-changed', retry: 'now', cause: 'stale-page' } satisfies AppError })
    }
    const body = await readBody(request)
    if (!body.ok) return sendJson(response, 413, body)
    sendBytes(response, 200, await host.callJson(name, body.value))
  }

  server.on('upgrade', (request, socket, head) => {
    const path = new URL(request.url ?? '/', origin).pathname
    if (path !== '/api/changes' || doors.check(request) === 'refused') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      const stop = host.onChange((change) => page.send(JSON.stringify(change)))
      network.open(page)
      // The one thing a page says by socket.
      page.on('message', (data) => {
        const said = data.toString()
        if (said === 'online' || said === 'offline') network.say(page, said === 'online')
      })
      // What is too large or broken ends the socket; the page opens another.
      page.on('error', () => page.terminate())
      page.on('close', () => {
        stop()
        network.close(page)
      })
    })
  })

  function tell(change: Change): void {
    for (const page of sockets.clients) page.send(JSON.stringify(change))
  }

  const address = () => `${origin}/?t=${doors.newToken()}`
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => {
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      resolve({ origin, doors, address, tell, close: () => closeServer(server, sockets) })
    })
  })
}

function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const page of sockets.clients) page.terminate()
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

type Body = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AppError }

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > largestBodyBytes) return { ok: false, error: badInput('too-large') }
    chunks.push(chunk)
  }
  try {
    const parsed = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { input?: unknown }
    return { ok: true, value: parsed.input ?? {} }
  } catch {
    return { ok: false, error: badInput('invalid-input') }
  }
}

const badInput = (cause: string): AppError => ({ kind: 'bad-data', effect: 'nothing-changed', retry: 'never', cause })
const bug = (detail: string) => ({ ok: false, error: { kind: 'bug', effect: 'nothing-changed', retry: 'now', detail } satisfies AppError })

function sendFile(request: IncomingMessage, response: ServerResponse, dir: string, path: string): void {
  const wanted = normalize(join(dir, path === '/' ? 'index.html' : decodeURIComponent(path)))
  if (!wanted.startsWith(dir + sep) || !existsSync(wanted) || !statSync(wanted).isFile()) return sendText(response, 404, 'There is no such page.')
  const fingerprinted = wanted.includes(`${sep}assets${sep}`)
  response.writeHead(200, {
    'content-type': mimeTypes[extname(wanted)] ?? 'application/octet-stream',
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': fingerprinted ? 'public, max-age=31536000, immutable' : 'no-store',
  })
  if (request.method === 'HEAD') response.end()
  else createReadStream(wanted).pipe(response)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendBytes(response, status, Buffer.from(JSON.stringify(value)))
}

function sendBytes(response: ServerResponse, status: number, json: Uint8Array): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': json.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(json)
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(`${text}\n`)
}
