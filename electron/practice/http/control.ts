import { knobsPatch } from '../knobs.ts'
import type { ControlPanel } from '../knobs.ts'
import { json, text } from './exchange.ts'
import type { PracticeRequest, PracticeResponse } from './exchange.ts'

/**
 * `GET /_practice/knobs`: the knobs, counters by method, the log. `POST` with JSON turns some of them; `{"reset":true}`
 * puts all back and forgets the log. `POST /_practice/happen` lets the practice people do at once what they do by and by. The same on each of the servers. Pages of the web cannot reach it: they would
 * send an Origin, or a Host that is not the loopback.
 */
export async function control(panel: ControlPanel, request: PracticeRequest, happen: () => Promise<void>): Promise<PracticeResponse> {
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '')
  if (request.headers['origin'] !== undefined || (host !== '127.0.0.1' && host !== 'localhost')) return text(403, 'Only from this computer.\n')
  if (request.path === '/_practice/happen' && request.method === 'POST') {
    await happen()
    return json(200, { happened: true })
  }
  if (request.path !== '/_practice/knobs') return text(404, 'There is /_practice/knobs.\n')
  if (request.method === 'POST') {
    const turned = turn(panel, request.body)
    if (turned !== null) return text(400, `${turned}\n`)
  } else if (request.method !== 'GET') return text(405, 'GET or POST.\n', { Allow: 'GET, POST' })
  return json(200, { knobs: panel.knobs, counts: panel.counts(), requests: panel.requests() })
}

/** What is wrong with the body, or null. */
function turn(panel: ControlPanel, body: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return 'The body is not JSON.'
  }
  if (typeof value === 'object' && value !== null && 'reset' in value) {
    const { reset, ...rest } = value
    if (reset === true) panel.reset()
    value = rest
  }
  const patch = knobsPatch.safeParse(value)
  if (!patch.success) return patch.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  panel.turn(patch.data)
  return null
}
