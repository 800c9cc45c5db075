import { create } from 'zustand'
import { must } from '../../shared/model/result.ts'
import type { Client, Link } from '../client/client.ts'
import { markStale } from './live-query.ts'

let current: Client | null = null

export const useLink = create<{ link: Link }>(() => ({ link: 'up' }))

/** Called once, before the first render (and once a test). `network` is the window, whose browser knows when the network came or went. */
export function connect(client: Client, network: Pick<EventTarget, 'addEventListener'>): void {
  current = client
  client.onChange((change) => markStale(change.topics))
  client.onLink((link) => useLink.setState({ link }))
  // Changes alone: what a browser believes at the start is wrong where there is no network but this computer.
  for (const name of ['online', 'offline'] as const) network.addEventListener(name, () => client.tellOnline(name === 'online'))
}

export const client = (): Client => must(current, 'connected client')
