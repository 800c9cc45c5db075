import { randomUUID } from 'node:crypto'
import type { Notice } from '../../../shared/contract/wire.ts'
import type { Clock, KeyKeeper, Log, Notifier, Ports } from '../ports.ts'
import { switchedNetwork } from '../switched-network.ts'

export interface FakePorts extends Ports {
  readonly lines: { readonly level: 'info' | 'warn'; readonly event: string; readonly facts: Readonly<Record<string, string | number | boolean | null>> }[]
  readonly notices: Notice[]
  goOnline(online: boolean): void
}

/** What a host lends, in memory. The clock is the real one unless another is lent: HTTP takes real time. */
export function createFakePorts(clock: Clock = systemClock): FakePorts {
  const lines: FakePorts['lines'] = []
  const notices: FakePorts['notices'] = []
  const network = switchedNetwork()
  const log: Log = {
    info: (event, facts = {}) => void lines.push({ level: 'info', event, facts }),
    warn: (event, facts = {}) => void lines.push({ level: 'warn', event, facts }),
  }
  const notifier: Notifier = { notify: (notice) => void notices.push(notice) }
  return { clock, log, keys: memoryKeys(), notifier, network: network.port, newId: randomUUID, lines, notices, goOnline: network.set }
}

export const quietLog: Log = { info: () => undefined, warn: () => undefined }

export const systemClock: Clock = {
  now: () => Date.now(),
  zone: () => 'Europe/Berlin',
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

function memoryKeys(): KeyKeeper {
  let key: Uint8Array | null = null
  return {
    place: 'memory',
    lasting: false,
    load: async () => key,
    save: async (next) => void (key = next),
  }
}
