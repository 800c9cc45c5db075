import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { forkCore } from '../channel/fork-process.ts'
import { keyFile, sessionKey, systemKeychain } from '../channel/keys.ts'
import { createLog } from '../channel/log.ts'
import { enterPractice, practiceFor } from '../channel/practice-host.ts'
import { profileDir } from '../channel/profile.ts'
import { superviseCore } from '../channel/supervise-core.ts'
import { type Flags, helpText, readFlags } from './flags.ts'
import { openOnLastPort } from './last-port.ts'
import { type LoopbackServer, startServer } from './server.ts'
import { openWindow } from './window.ts'

const out = fileURLToPath(new URL('..', import.meta.url))

/** Written beside the store while a host runs, so that a second start finds it. Only its owner can read it. */
interface HostFile {
  readonly pid: number
  readonly origin: string
  readonly secret: string
  readonly corePid: number | null
}

async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2))
  if (flags.help) return console.log(helpText)
  const dir = profileDir(flags.profile)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const hostFile = join(dir, 'host.json')

  const running = await addressOfRunningHost(hostFile)
  if (running !== null) return show(running, dir, flags, null)

  const log = createLog(join(dir, 'host.log'))
  const practice = await practiceFor(dir, flags, { script: join(out, 'practice/main.js'), log })
  const keys = flags.keyFile ? keyFile(flags.keyFile) : ((await systemKeychain(flags.profile)) ?? sessionKey())
  let corePid: number | undefined
  let server: LoopbackServer | null = null
  const core = superviseCore({
    spawn: () => {
      const child = forkCore(join(out, 'core/main.js'), {
        core: { profileDir: dir, version, host: 'loopback', practice: practice?.host ?? null },
        keyPlace: keys.place,
        keyLasting: keys.lasting,
        logFile: join(dir, 'core.log'),
      })
      corePid = child.pid
      writeHostFile()
      return child
    },
    log,
    loadKey: () => keys.load(),
    saveKey: (key) => keys.save(key),
    // Whether the browser may show it is between the page and the person.
    notice: (notice) => server?.tell({ topics: [], notice }),
  })
  const opened = await openOnLastPort(join(dir, 'port'), flags.port, (port) => startServer(core, { port, pageDir: join(out, 'renderer') }))
  server = opened
  writeHostFile()

  function writeHostFile(): void {
    if (server === null) return
    writeFileSync(hostFile, JSON.stringify({ pid: process.pid, origin: server.origin, secret: server.doors.secret, corePid: corePid ?? null } satisfies HostFile), { mode: 0o600 })
  }

  async function stop(): Promise<void> {
    if (server === null) return
    server = null
    rmSync(hostFile, { force: true })
    await opened.close()
    await core.close()
    practice?.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())

  if (flags.practice) await enterPractice(core)
  show(opened.address(), dir, flags, () => void stop())
}

function show(address: string, dir: string, flags: Flags, stop: (() => void) | null): void {
  const opened = flags.open ? openWindow(address, join(dir, 'browser')) : { kind: 'none' as const, why: '--no-open was given' }
  if (opened.kind === 'window') {
    console.log('Parley is open in its own window. Close the window to stop it.')
    if (stop) opened.process.on('exit', stop)
    return
  }
  if (opened.kind === 'browser') {
    console.log(`Parley is open in your browser${stop ? '. Ctrl+C here stops it.' : '.'}`)
    return
  }
  console.log(`Nothing was opened, because ${opened.why}. This address lets one browser in, once:\n${address}`)
  if (stop) console.log('Ctrl+C stops Parley.')
}

/** Asks a host of this profile that already runs for a fresh address; null when there is none. */
async function addressOfRunningHost(hostFile: string): Promise<string | null> {
  if (!existsSync(hostFile)) return null
  const host = JSON.parse(readFileSync(hostFile, 'utf8')) as HostFile
  return new Promise((resolve) => {
    const asked = httpRequest(`${host.origin}/api/address`, { method: 'POST', headers: { authorization: `Bearer ${host.secret}` }, timeout: 2_000 }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => resolve(response.statusCode === 200 ? (JSON.parse(text) as { address: string }).address : null))
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(null))
    asked.end()
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
