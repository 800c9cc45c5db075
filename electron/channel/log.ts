import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import type { Log } from '../core/ports.ts'

const largestLogBytes = 4 * 1024 * 1024

/**
 * JSON lines into a file (null: nowhere). One old file is kept beside it. Values are cut at 300 characters, and
 * anything that looks like a mail address is blotted out, should a caller forget the rule in `ports.ts`.
 * It never throws: on a full disk, or when the folder is gone, lines are lost, and the next that can be written says how many.
 */
export function createLog(file: string | null): Log {
  if (file === null) return { info: () => {}, warn: () => {} }
  let lost = 0
  try {
    if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.old`)
  } catch {
    // It goes on growing; the next start tries again.
  }
  const write = (level: 'info' | 'warn', event: string, facts: Readonly<Record<string, string | number | boolean | null>> = {}) => {
    const line: Record<string, unknown> = { at: new Date().toISOString(), level, event }
    for (const [name, value] of Object.entries(facts)) line[name] = typeof value === 'string' ? blot(value) : value
    if (lost > 0) line['linesLost'] = lost
    try {
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
      lost = 0
    } catch {
      // What is logged matters more than the log: nothing may end because of it.
      lost += 1
    }
  }
  return {
    info: (event, facts) => write('info', event, facts),
    warn: (event, facts) => write('warn', event, facts),
  }
}

function blot(text: string): string {
  return text
    .slice(0, 300)
    .replace(/([?&](?:token|user|password|t)=)[^&\s"]+/gi, '$1(hidden)')
    .replace(/[^\s"'<>/:@]+(?:@|%40)[^\s"'<>/:@]+/gi, '(address)')
}
