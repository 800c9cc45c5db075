import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { PracticeHost, Stop } from '../core/ports.ts'

export interface RunningPractice {
  readonly host: PracticeHost
  readonly stop: Stop
}

const readyMs = 15_000

/**
 * Starts the practice organisations as a process of their own and waits for their one line of JSON.
 * Rejects with what they said on stderr when they do not come up in time.
 */
export function startPracticeProcess(script: string, dir: string, env: NodeJS.ProcessEnv = {}): Promise<RunningPractice> {
  const child = spawn(process.execPath, ['--enable-source-maps', script, '--dir', dir], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-2_000)))
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`the practice organisations did not start within ${readyMs / 1000} s. ${said}`))
    }, readyMs)
    child.on('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`the practice organisations ended with code ${code}. ${said}`))
    })
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late)
      resolve({ host: JSON.parse(line) as PracticeHost, stop: () => void child.kill('SIGTERM') })
    })
  })
}
