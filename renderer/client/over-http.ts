import { contractVersion, topics } from '../../shared/contract/topics.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { CallResult, Change } from '../../shared/contract/wire.ts'
import type { Client, Link, Stop } from './client.ts'

/** No call may leave a spinner behind: longer than this and the person is told. */
const callTimeoutMs = 120_000
const reconnectMs = [250, 500, 1_000, 2_000, 5_000] as const

/** The loopback host: calls by POST, changes by WebSocket. The session cookie carries the right to ask. */
export function openOverHttp(origin: string): Client {
  const changeListeners = new Set<(change: Change) => void>()
  const linkListeners = new Set<(link: Link) => void>()
  let link: Link = 'up'
  const setLink = (next: Link): void => {
    if (next === link) return
    link = next
    for (const tell of linkListeners) tell(next)
  }
  const tellChange = (change: Change): void => {
    for (const tell of changeListeners) tell(change)
  }

  const say = listen(origin, { onChange: tellChange, setLink })

  return {
    async call(name, input) {
      const result = await post(`${origin}/api/call/${name}`, input)
      if (result.link) setLink(result.link)
      return result.answer as never
    },
    onChange: (tell) => subscribe(changeListeners, tell),
    tellOnline: (online) => say(online ? 'online' : 'offline'),
    onLink(tell) {
      tell(link)
      return subscribe(linkListeners, tell)
    },
  }
}

async function post(url: string, input: unknown): Promise<{ answer: CallResult; link: Link | null }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-parley-contract': String(contractVersion) },
      body: JSON.stringify({ input }),
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    if (response.status === 409) return { answer: failed('stale-page'), link: 'stale' }
    if (response.status === 401 || response.status === 403) return { answer: failed('signed-out'), link: 'signed-out' }
    return { answer: (await response.json()) as CallResult, link: null }
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
    return { answer: failed(timedOut ? 'timeout' : 'core-unreachable', String(cause)), link: timedOut ? null : 'down' }
  }
}

function failed(cause: string, detail?: string): CallResult {
  const error: AppError = { kind: 'bug', effect: 'nothing-changed', retry: 'now', cause, ...(detail ? { detail } : {}) }
  return { ok: false, error }
}

/** Keeps one socket open for as long as the page lives; after a gap everything counts as stale. What is said last is said again after a gap. */
function listen(origin: string, { onChange, setLink }: { onChange: (change: Change) => void; setLink: (link: Link) => void }): (words: string) => void {
  let said: string | null = null
  let open: WebSocket | null = null
  let tries = 0
  let lost = false
  const connect = (): void => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/changes`)
    socket.onopen = () => {
      tries = 0
      setLink('up')
      if (lost) onChange({ topics })
      lost = false
      open = socket
      if (said !== null) socket.send(said)
    }
    socket.onmessage = (message: MessageEvent<string>) => onChange(JSON.parse(message.data) as Change)
    socket.onclose = () => {
      lost = true
      open = null
      if (tries > 1) setLink('down')
      setTimeout(connect, reconnectMs[Math.min(tries++, reconnectMs.length - 1)])
    }
  }
  connect()
  return (words) => {
    said = words
    open?.send(words)
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): Stop {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
