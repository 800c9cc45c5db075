import { whatOthersSee } from '../publishing/seen.ts'
import type { CommandOf } from './deps.ts'

export const command: CommandOf<'look-at-what-others-see'> = ({ store, clock, newId, online, publisher, sessions }) => async ({ window }) => ({
  seen: [...(await whatOthersSee({ read: store.read, clock, newId, online, publisher, sessionOf: sessions.sessionOf }, window))],
})
