import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { mkdtemp, readFile, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
export const top = fileURLToPath(new URL('../..', import.meta.url))

/** Runs one of our server scripts to its end; rejects with its last words when it fails. */
export function script(path: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [join(here, path), ...words], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
    // The servers a script leaves running may hold its pipes open, so its exit counts and not their end.
    child.on('exit', (code) => (code === 0 ? resolve(said) : reject(new Error(`${path} ${words.join(' ')} ended with ${code}:\n${said.slice(-3_000)}`))))
    child.on('error', reject)
  })
}

/** `count` free ports in a row on 127.0.0.1, for scripts that number their servers. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000)
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`no ${count} free ports in a row were found`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** In memory where the computer lends it: a Cyrus waits for the disk at every step of a PUT. Readable by the servers' own users. */
export async function stateDir(name: string): Promise<string> {
  const inMemory = await hasMemoryDisk()
  const dir = await mkdtemp(join(inMemory ? memoryDisk : tmpdir(), `parley-${name}-`))
  if (inMemory) lent.push(dir)
  return dir
}

/** Memory is given back when the run ends, whether the servers were stopped or not. */
const lent: string[] = []
process.once('exit', () => {
  for (const dir of lent) {
    try {
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      process.stderr.write(`${dir} stays: ${String(error)}\n`)
    }
  }
})

const memoryDisk = '/dev/shm'
const enoughBytes = 2e9

/** One whose programs may run, as a server brings its own; a place that was named is taken instead. */
async function hasMemoryDisk(): Promise<boolean> {
  if (process.env['TMPDIR'] !== undefined || process.platform !== 'linux') return false
  const mounted = (await readFile('/proc/mounts', 'utf8')).split('\n').find((line) => line.split(' ')[1] === memoryDisk)
  if (mounted === undefined || /\bnoexec\b/.test(mounted)) return false
  const { bavail, bsize } = await statfs(memoryDisk)
  return bavail * bsize > enoughBytes
}
