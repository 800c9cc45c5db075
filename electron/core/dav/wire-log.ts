import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Clock, Stop } from '../ports.ts'
import { maskLines } from './mask-lines.ts'
import { maskCommand, maskReply } from './mask-smtp.ts'
import { createMask, type Mask } from './mask-words.ts'
import { maskXml } from './mask-xml.ts'
import type { Headers } from './shapes.ts'

/** One request as it went out, and whoever tells how it went on. */
export interface RunningExchange {
  answered(status: number, headers: Headers): void
  read(piece: Uint8Array): void
  /** Once: everything was read, or nothing more comes. */
  end(fault?: AppError): void
}

/** One conversation with a mail server, line by line. */
export interface RunningTalk {
  said(line: string): void
  answered(lines: string): void
  /** The text of a mail, of which nothing but its length is kept. */
  handedOver(bytes: number): void
  end(fault?: AppError): void
}

export interface WireLog {
  /** Null while it is off: then nothing is looked at. */
  begin(asked: { readonly method: string; readonly url: string; readonly headers: Headers; readonly body: string | null }): RunningExchange | null
  /** The same for a mail server. */
  beginTalk(place: { readonly host: string; readonly port: number }): RunningTalk | null
  /** For an hour from now. */
  switchOn(): void
  switchOff(): void
  /** Off, and nothing is left. */
  forget(): void
  untilUtc(): Instant | null
  /** Masked, oldest first. */
  text(): { readonly exchanges: number; readonly dropped: number; readonly text: string }
  readonly close: Stop
}

const onForMs = 60 * 60_000
/** Of each body, before masking; and of all that is kept, in characters. The oldest go first. */
const mostOfBody = 64_000
const mostKept = 2_000_000

/**
 * What is said between Parley and servers, word for word but for the words: every value is masked before it is kept (`mask-words.ts`).
 * It lives in memory alone and switches itself off; `onSwitch` is told.
 */
export function createWireLog(clock: Pick<Clock, 'now' | 'after'>, onSwitch: () => void): WireLog {
  const kept: { text: string }[] = []
  let mask = createMask()
  let [size, begun, dropped] = [0, 0, 0]
  let untilUtc: Instant | null = null
  let cancel: Stop = () => undefined

  const put = (entry: { text: string }, text: string): void => {
    size += text.length - entry.text.length
    entry.text = text
    while (size > mostKept && kept.length > 1) {
      size -= kept.shift()?.text.length ?? 0
      dropped += 1
    }
  }
  const off = (): void => {
    cancel()
    untilUtc = null
  }

  return {
    begin(asked) {
      if (untilUtc === null) return null
      begun += 1
      const entry = { text: '' }
      kept.push(entry)
      const [by, startMs] = [mask, performance.now()]
      const head = requestText(begun, clock.now(), asked, by)
      put(entry, `${head}\n< (no answer yet)\n`)
      const body = collectBody()
      let answer: { readonly status: number; readonly headers: Headers } | null = null
      let ended = false
      return {
        answered: (status, headers) => void (answer = { status, headers }),
        read: body.add,
        end(fault) {
          // What was thrown away, or has gone for the room it took, does not come back.
          if (ended || !kept.includes(entry)) return
          ended = true
          const ms = Math.round(performance.now() - startMs)
          put(entry, `${head}\n${answer === null ? `< no answer after ${ms} ms: ${faultWord(fault)}` : answerText({ ...answer, ms, body }, by)}\n`)
        },
      }
    },
    beginTalk({ host, port }) {
      if (untilUtc === null) return null
      begun += 1
      const entry = { text: '' }
      kept.push(entry)
      const [by, startMs] = [mask, performance.now()]
      const add = (...lines: readonly string[]): void => {
        if (kept.includes(entry)) put(entry, entry.text + lines.map((line) => `${line}\n`).join(''))
      }
      add(`#${begun}  ${new Date(clock.now()).toISOString()}`, `> (a mail server: ${by.word(host)} on port ${port})`)
      return {
        said: (line) => add(`> ${maskCommand(line, by)}`),
        answered: (lines) => add(...maskReply(lines, by).map((line) => `< ${line}`)),
        handedOver: (bytes) => add(`> (the mail, ${bytes} bytes)`),
        end: (fault) => add(`< (${fault === undefined ? 'ended' : `ended: ${faultWord(fault)}`} after ${Math.round(performance.now() - startMs)} ms)`),
      }
    },
    switchOn() {
      off()
      untilUtc = clock.now() + onForMs
      cancel = clock.after(onForMs, () => {
        off()
        onSwitch()
      })
      onSwitch()
    },
    switchOff() {
      off()
      onSwitch()
    },
    forget() {
      off()
      kept.length = 0
      ;[size, begun, dropped] = [0, 0, 0]
      mask = createMask()
      onSwitch()
    },
    untilUtc: () => untilUtc,
    text: () => ({ exchanges: kept.length, dropped, text: kept.map((entry) => entry.text).join('\n') }),
    close: off,
  }
}

/** Only codes of our own: what a server or a library said may name anybody. */
const faultWord = (fault: AppError | undefined): string => fault?.cause ?? fault?.kind ?? 'broken off'

interface Body {
  readonly add: (piece: Uint8Array) => void
  read(): { readonly text: string; readonly bytes: number }
}

function collectBody(): Body {
  const pieces: Uint8Array[] = []
  let [bytes, held] = [0, 0]
  return {
    add(piece) {
      bytes += piece.length
      if (held >= mostOfBody) return
      pieces.push(Uint8Array.prototype.slice.call(piece, 0, mostOfBody - held))
      held += piece.length
    },
    read: () => ({ text: Buffer.concat(pieces).toString('utf8'), bytes }),
  }
}

function requestText(place: number, atUtc: Instant, { method, url, headers, body }: Parameters<WireLog['begin']>[0], mask: Mask): string {
  const verb = /^[A-Z]{3,18}$/.test(method) ? method : mask.word(method)
  const text = body ?? ''
  const lines = [`${verb} ${mask.href(url)}`, ...mask.headers(headers), ...maskBody({ text: text.slice(0, mostOfBody), bytes: Buffer.byteLength(text), cut: text.length > mostOfBody }, mask)]
  return [`#${place}  ${new Date(atUtc).toISOString()}`, ...lines.map((line) => `> ${line}`)].join('\n')
}

function answerText({ status, headers, ms, body }: { readonly status: number; readonly headers: Headers; readonly ms: number; readonly body: Body }, mask: Mask): string {
  const { text, bytes } = body.read()
  const lines = [`${status} in ${ms} ms, ${bytes} bytes`, ...mask.headers(headers), ...maskBody({ text, bytes, cut: bytes > mostOfBody }, mask)]
  return lines.map((line) => `< ${line}`).join('\n')
}

/** What cannot be read as what it claims to be is masked whole: nobody knows where in it the names are. */
export function maskBody({ text, bytes, cut }: { readonly text: string; readonly bytes: number; readonly cut: boolean }, mask: Mask): readonly string[] {
  if (text === '') return []
  const start = /^\uFEFF?\s*(<|BEGIN:)/i.exec(text)?.[1]
  const lines = start === '<' ? maskXml(text, mask, cut) : start === undefined ? null : maskLines(text.replace(/^\uFEFF?\s*/, ''), mask, cut)
  if (lines === null) return ['', `(masked whole: ${bytes} bytes ${mask.word(text)})`]
  return ['', ...lines, ...(cut ? [`(of ${bytes} bytes, the beginning)`] : [])]
}
