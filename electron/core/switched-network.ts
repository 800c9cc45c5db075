import type { Network } from './ports.ts'

/** A network port that somebody else switches: the host by a message, a test by hand. Listeners hear changes only. */
export function switchedNetwork(): { readonly port: Network; set(online: boolean): void } {
  let now = true
  const tellers = new Set<(online: boolean) => void>()
  return {
    port: {
      online: () => now,
      onChange(tell) {
        tellers.add(tell)
        return () => void tellers.delete(tell)
      },
    },
    set(online) {
      if (online === now) return
      now = online
      for (const tell of tellers) tell(online)
    },
  }
}
