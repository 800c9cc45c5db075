import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { PracticeHost } from '../core/ports.ts'
import { type PracticeProcess, type RunningPractice, startPracticeProcess } from './practice-process.ts'
import type { CoreHost } from './supervise-core.ts'

export interface PracticeWish {
  /** `--practice`: straight in. */
  readonly practice: boolean
  /** Practice organisations that already run, as the JSON line they printed. */
  readonly practiceHost: string | null
}

/** The welcome offers practice, so with nothing stored yet it already runs; later only for those who use it. */
export async function practiceFor(dir: string, wish: PracticeWish, start: Omit<PracticeProcess, 'dir'>): Promise<RunningPractice | null> {
  if (wish.practiceHost) return { host: JSON.parse(wish.practiceHost) as PracticeHost, stop: () => {} }
  const practiceDir = join(dir, 'practice')
  const wanted = wish.practice || !existsSync(join(dir, 'store.sqlite')) || existsSync(practiceDir)
  return wanted ? startPracticeProcess({ ...start, dir: practiceDir }) : null
}

/** Signs in as Alice in a profile that has no account yet; throws with what the core said when that fails. */
export async function enterPractice(core: CoreHost): Promise<void> {
  const known = await core.call('accounts', {})
  if (known.ok && (known.value as { accounts: unknown[] }).accounts.length > 0) return
  const entered = await core.call('start-practice', { address: 'alice@north.example' })
  if (!entered.ok) throw new Error(`practice could not be entered: ${JSON.stringify(entered.error)}`)
}
