import { fstatSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startPractice } from './start-practice.ts'
import { systemClock } from './system-clock.ts'

/**
 * The practice organisations as a process of their own. When they are ready, one JSON line with the PracticeHost goes
 * to stdout, and to the file of `--port-file` if there is one. They end with the process that started them or with
 * a signal.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    'port-file': { type: 'string' },
    'no-answers': { type: 'boolean', default: false },
    'answer-delay': { type: 'string', default: '6' },
    now: { type: 'string' },
    empty: { type: 'boolean', default: false },
    port: { type: 'string', multiple: true, default: [] },
  },
})

function stopWith(words: string): never {
  process.stderr.write(`practice: ${words}\n`)
  process.exit(2)
}

const dir = values.dir ?? stopWith('say where to keep the data: --dir DIR')
const start = values.now === undefined ? null : Date.parse(values.now)
if (start !== null && Number.isNaN(start)) stopWith(`--now is not a date: ${values.now ?? ''}`)
const delaySec = Number(values['answer-delay'])
if (!Number.isFinite(delaySec) || delaySec < 0) stopWith('--answer-delay is not a number of seconds')

// `--port north.example=41234`: where an organisation was before; any free one otherwise.
const ports = Object.fromEntries(
  values.port.map((one) => {
    const [, domain, port] = /^([a-z.]+)=(\d{1,5})$/.exec(one) ?? stopWith(`--port is not DOMAIN=NUMBER: ${one}`)
    return [domain ?? '', Number(port)] as const
  }),
)

const practice = await startPractice({ dir, clock: systemClock(start), answerDelayMs: values['no-answers'] ? null : delaySec * 1000, empty: values.empty, ports })
const { servers, people, freebusyUrls } = practice
const line = `${JSON.stringify({ servers, people, freebusyUrls })}\n`
if (values['port-file'] !== undefined) writeFileSync(values['port-file'], line, { mode: 0o600 })
process.stdout.write(line)

let closing = false
function end(): void {
  if (closing) return
  closing = true
  practice.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`practice: ${String(error)}\n`)
      process.exit(1)
    },
  )
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
// A pipe for stdin is the hand of whoever started us: when it lets go, also by being killed, we end too.
const stdin = fstatSync(0)
if (stdin.isFIFO() || stdin.isSocket()) {
  process.stdin.resume()
  process.stdin.on('end', end)
  process.stdin.on('error', end)
}
