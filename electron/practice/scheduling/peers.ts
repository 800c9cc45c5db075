import type { Pending } from '../store/state.ts'
import type { ControlPanel } from '../knobs.ts'
import { domains } from '../people.ts'
import { readXml } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'

export interface PeerAnswer {
  readonly recipient: string
  /** `2.0;Success` and the like. */
  readonly status: string
  readonly data: string
}

/** The way to the other organisations: iSchedule in shape, HTTP over the loopback in fact. */
export interface Peers {
  knows(domain: string): boolean
  /** For a domain without a calendar server: 5.3 where there is one that does not schedule, 5.2 where there is nothing. */
  statusOfUnknown(domain: string): string
  /** Hands one message over and gives the status for SCHEDULE-STATUS. */
  send(pending: Pending): Promise<string>
  /** A question about free time to people of one domain. Null: no answer. */
  ask(question: { readonly domain: string; readonly from: string; readonly to: readonly string[]; readonly text: string }): Promise<readonly PeerAnswer[] | null>
}

const timeLimitMs = 5000
export const ischedulePath = '/.well-known/ischedule'

export function createPeers({ self, panel, addresses }: { readonly self: string; readonly panel: ControlPanel; readonly addresses: ReadonlyMap<string, string> }): Peers {
  async function post(domain: string, headers: Record<string, string>, body: string): Promise<readonly PeerAnswer[] | null> {
    const base = addresses.get(domain)
    if (base === undefined || panel.knobs.peersDown.includes(domain) || panel.knobs.peersDown.includes(self)) return null
    try {
      const response = await fetch(`${base}${ischedulePath}`, { method: 'POST', headers: { 'iSchedule-Version': '1.0', ...headers }, body, signal: AbortSignal.timeout(timeLimitMs) })
      return response.ok ? readAnswers(await response.text()) : null
    } catch {
      // Whatever went wrong on the way, the message did not arrive as far as we know: 5.1.
      return null
    }
  }
  return {
    knows: (domain) => addresses.has(domain),
    statusOfUnknown: (domain) => (domains.some((one) => one.domain === domain) ? '5.3' : '5.2'),
    async send(pending) {
      const answers = await post(domainOf(pending.to), { 'Content-Type': `text/calendar; component=VEVENT; method=${pending.method}; charset=utf-8`, Originator: pending.from, Recipient: pending.to }, pending.text)
      const status = answers?.[0]?.status.split(';')[0] ?? '5.1'
      return status.startsWith('2.') ? '1.2' : status
    },
    ask: ({ domain, from, to, text }) => post(domain, { 'Content-Type': 'text/calendar; component=VFREEBUSY; method=REQUEST; charset=utf-8', Originator: from, Recipient: to.join(', ') }, text),
  }
}

export const domainOf = (address: string): string => (address.split('@')[1] ?? '').toLowerCase()

function readAnswers(body: string): readonly PeerAnswer[] | null {
  const read = readXml(body)
  if (!read.ok) return null
  const local = (node: XmlNode): string => node.name.slice(node.name.indexOf('}') + 1)
  const textOf = (node: XmlNode, name: string): string => node.children.find((child) => local(child) === name)?.text.trim() ?? ''
  return read.value.children.filter((node) => local(node) === 'response').map((node) => ({ recipient: textOf(node, 'recipient'), status: textOf(node, 'request-status'), data: textOf(node, 'calendar-data') }))
}
