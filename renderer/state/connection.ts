import { create } from 'zustand'
import { must } from '../../shared/model/result.ts'
import type { Client, Link } from '../client/client.ts'
import { markStale } from './live-query.ts'

let current: Client | null = null

export const useLink = create<{ link: Link }>(() => ({ link: 'up' }))

/** Called once, before the first render (and once a test). */
export function connect(client: Client): void {
  current = client
  client.onChange((change) => markStale(change.topics))
  client.onLink((link) => useLink.setState({ link }))
}

export const client = (): Client => must(current, 'connected client')
