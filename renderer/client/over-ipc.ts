import type { Client } from './client.ts'

/** The desktop host: the preload's functions, with the types of the contract put back on. */
export function openOverIpc(bridge: NonNullable<Window['parley']>): Client {
  return {
    call: (name, input) => bridge.call(name, input) as never,
    onChange: (tell) => bridge.onChange(tell),
    tellOnline: (online) => bridge.tellOnline(online),
    // The window and its core are one build and end together.
    onLink(tell) {
      tell('up')
      return () => undefined
    },
  }
}
