import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Log, PracticeHost, Stop } from '../core/ports.ts'

export interface RunningPractice {
  readonly host: PracticeHost
  readonly stop: Stop
}

export interface PracticeProcess {
  readonly script: string
  readonly dir: string
  readonly env?: NodeJS.ProcessEnv
  readonly log: Log
  /** Told of each process that was started. */
  readonly onStart?: (pid: number | undefined) => void
}

/** A busy machine takes its time; one that hangs is told as such. */
const readyMs = 60_000
/** One that ends again within this time is started later and later, up to `longestWaitMs`. */
const steadyMs = 10_000
const firstWaitMs = 250
const longestWaitMs = 8_000

/**
 * Starts the practice organisations as a process of their own and waits for their one line of JSON.
 * Rejects with what they said on stderr when they do not come up in time. Once they were up, one that ends by itself is started
 * again with its data and at its ports, so that accounts find it where it was and nobody has to be told.
 */
export async function startPracticeProcess(practice: PracticeProcess): Promise<RunningPractice> {
  let stopped = false
  let wait: NodeJS.Timeout | undefined
  let failures = 0
  let startedAt = performance.now()
  const first = await startOnce(practice, [])
  const { host } = first
  let { child } = first
  const ports = Object.entries(host.servers).flatMap(([domain, url]) => ['--port', `${domain}=${new URL(url).port}`])

  const watch = (): void => void child.once('exit', (code) => ended(code))
  const ended = (code: number | null): void => {
    if (stopped) return
    failures = performance.now() - startedAt < steadyMs ? failures + 1 : 0
    practice.log.warn('practice-ended', { code, failures })
    again()
  }
  const again = (): void => {
    wait = setTimeout(() => {
      startedAt = performance.now()
      startOnce(practice, ports).then(
        (next) => {
          child = next.child
          if (stopped) return void child.kill('SIGTERM')
          watch()
          practice.log.info('practice-restarted')
        },
        () => {
          failures += 1
          practice.log.warn('practice-not-restarted', { failures })
          if (!stopped) again()
        },
      )
    }, Math.min(longestWaitMs, firstWaitMs * 2 ** failures))
  }
  watch()
  return {
    host,
    stop() {
      stopped = true
      clearTimeout(wait)
      child.kill('SIGTERM')
    },
  }
}

function startOnce({ script, dir, env, onStart }: PracticeProcess, more: readonly string[]): Promise<{ readonly child: ChildProcess; readonly host: PracticeHost }> {
  const child = spawn(process.execPath, ['--enable-source-maps', script, '--dir', dir, ...more], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  onStart?.(child.pid)
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the practice organisations did not start within ${readyMs / 1000} s. ${said}`))
    }, readyMs)
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`the practice organisations ended with code ${code}. ${said}`))
    })
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late)
      resolve({ child, host: JSON.parse(line) as PracticeHost })
    })
  })
}
