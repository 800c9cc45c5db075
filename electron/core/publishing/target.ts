import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Publishing } from '../../../shared/contract/publishing.ts'
import { readFreeBusy, writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { davError, errorOfAnswer } from '../dav/errors.ts'
import { fillTemplate, readFreeBusyUrl } from '../dav/fburl-request.ts'
import { isLoopback } from '../dav/hrefs.ts'
import { openDav } from '../dav/open-dav.ts'
import type { Auth, DavAnswer, DavClient, DavResult } from '../dav/shapes.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { Log } from '../ports.ts'

/** What stands at the address before we first write there. `unseen`: it may be written but not read. */
export type Standing = 'nothing' | 'mine' | 'other' | 'unseen'

export interface Target {
  look(): DavResult<Standing>
  /** `etag` of what we wrote last makes it conditional (FBP-2); gives the new one, if it is told. */
  write(text: string, etag: string | null): DavResult<{ readonly etag: string | null }>
  /** What others get at the read address: asked as a stranger, and only where that is refused signed in, on the same server. */
  read(): DavResult<{ readonly body: string; readonly openToAll: boolean }>
  /** Deleted, or where that is refused written over with an answer that says nothing about any time to come (FBP-4). */
  clear(nowUtc: Instant): DavResult<'deleted' | 'emptied' | 'left'>
  close(): Promise<void>
}

const timeoutMs = 20_000

/** Settings and secret → the place itself. A fault in the settings is told before anything is sent. */
export function openTarget(settings: Publishing, secret: string | null, { log, wire }: { readonly log: Log; readonly wire?: Pick<WireLog, 'begin'> }): Result<Target, AppError> {
  const write = urlOf(settings.url, settings, secret)
  if (!write.ok) return write
  const read = settings.readUrl === '' ? write : urlOf(settings.readUrl, settings, secret)
  if (!read.ok) return read
  const auth: Auth = settings.auth === 'basic' ? { kind: 'basic', user: settings.user, password: secret ?? '' } : { kind: 'anonymous' }
  const open = (url: URL, signedBy: Auth): DavClient => openDav({ baseUrl: url.href, auth: signedBy, log, allowPlainHttp: settings.allowPlain, timeoutMs, ...(wire === undefined ? {} : { wire }) })
  const there = open(write.value, auth)
  const outside = open(read.value, { kind: 'anonymous' })
  const sameServer = read.value.origin === write.value.origin
  const href = write.value.href
  const host = write.value.host

  const look = async (): DavResult<Standing> => {
    const answer = await there.get(href)
    if (!answer.ok) return fail(bare(answer.problem))
    const { status, body } = answer.value
    if (status === 404 || status === 410) return ok('nothing')
    if (status === 403 || status === 405 || status === 501) return ok('unseen')
    if (status !== 200 && status !== 204) return fail(bare(errorOfAnswer(answer.value, host)))
    return ok(body.trim() === '' ? 'nothing' : isMine(body, settings.address) ? 'mine' : 'other')
  }
  const put = async (text: string, etag: string | null): DavResult<DavAnswer> => (settings.method === 'POST' ? await there.post(href, text) : await there.put(href, text, etag === null ? {} : { headers: { 'if-match': etag } }))

  const got = async (client: DavClient): DavResult<string> => {
    const answer = await client.get(read.value.href)
    if (!answer.ok) return fail(bare(answer.problem))
    return answer.value.status === 200 ? ok(answer.value.body) : fail(bare(errorOfAnswer(answer.value, read.value.host)))
  }

  return ok({
    look,
    async write(text, etag) {
      let answer = await put(text, etag)
      if (answer.ok && answer.value.status === 412) {
        // Another computer of mine may have published meanwhile. Anything else that stands there is not ours to overwrite.
        const standing = await look()
        if (!standing.ok) return standing
        if (standing.value === 'other') return fail(occupied(host))
        answer = await put(text, null)
      }
      if (!answer.ok) return fail(bare(answer.problem))
      const { status, headers } = answer.value
      return [200, 201, 202, 204].includes(status) ? ok({ etag: headers.etag ?? null }) : fail(notTaken(bare(errorOfAnswer(answer.value, host))))
    },
    async read() {
      const asStranger = await got(outside)
      if (asStranger.ok || auth.kind === 'anonymous' || !sameServer || !['sign-in', 'forbidden', 'gone'].includes(asStranger.problem.kind)) return asStranger.ok ? ok({ body: asStranger.value, openToAll: true }) : asStranger
      const signedIn = await got(there)
      return signedIn.ok ? ok({ body: signedIn.value, openToAll: false }) : signedIn
    },
    async clear(nowUtc) {
      if (settings.method === 'PUT') {
        const answer = await there.delete(href)
        if (!answer.ok) return fail(bare(answer.problem))
        if ([200, 202, 204, 404, 410].includes(answer.value.status)) return ok('deleted')
      }
      const past = { startUtc: nowUtc - 1_000, endUtc: nowUtc }
      const emptied = await put(writeFreeBusy({ window: past, spans: [], nowUtc, method: 'PUBLISH', organizer: `mailto:${settings.address}` }), null)
      if (!emptied.ok) return fail(bare(emptied.problem))
      return ok(emptied.value.status < 300 ? 'emptied' : 'left')
    },
    async close() {
      await there.close()
      await outside.close()
    },
  })
}

/** A file is not an event: what the words for events advise (discard it, save it as a new one) would help nobody here. */
function notTaken(error: AppError): AppError {
  const cause = causeByStatus[error.httpStatus ?? 0] ?? (error.kind === 'refused' && error.retry === 'never' ? 'publish-refused' : undefined)
  return cause === undefined ? error : { ...error, cause }
}

const causeByStatus: Readonly<Record<number, string>> = { 403: 'publish-refused', 404: 'publish-no-folder', 405: 'publish-no-files', 409: 'publish-no-folder', 410: 'publish-no-folder', 413: 'publish-too-long', 501: 'publish-no-files', 507: 'publish-no-room' }

export const occupied = (host: string): AppError => davError({ kind: 'refused', cause: 'target-occupied', retry: 'never' }, { host })

/** Checks what can be checked without asking anybody; the token may come later. */
export function checkAddresses(settings: Publishing, options: { readonly practice: boolean }): AppError | null {
  for (const text of [settings.url, ...(settings.readUrl === '' ? [] : [settings.readUrl])]) {
    const url = urlOf(text, settings, 'secret')
    if (!url.ok) return url.problem
    if (options.practice && !isLoopback(url.value.hostname)) return davError({ kind: 'refused', cause: 'practice-publishing', retry: 'never' }, { host: url.value.host })
  }
  return null
}

function urlOf(text: string, settings: Publishing, secret: string | null): Result<URL, AppError> {
  const bad = (cause: string, host?: string): Result<never, AppError> => fail(davError({ kind: 'refused', cause, retry: 'never' }, host === undefined ? {} : { host }))
  const filled = fillTemplate(text, settings.address, settings.auth === 'token' ? secret : null)
  if (!filled.ok) return bad('bad-template')
  const url = readFreeBusyUrl(filled.value)
  if (!url.ok) return bad(url.problem.cause)
  if (url.value.username !== '' || url.value.password !== '') return bad('password-in-url', url.value.host)
  if (url.value.protocol === 'http:' && !settings.allowPlain && !isLoopback(url.value.hostname)) return bad('plain-publishing', url.value.host)
  return ok(url.value)
}

/** A free/busy answer about me: by its organizer, or made by this program. */
function isMine(body: string, address: string): boolean {
  const read = readFreeBusy(body, { startUtc: 0, endUtc: 1 })
  if (!read.ok || read.value.from !== 'vfreebusy') return false
  const organizer = /^ORGANIZER[^:\r\n]*:(.*)$/im.exec(body.replace(/\r?\n[ \t]/g, ''))?.[1]?.trim()
  return organizer !== undefined ? toAddress(organizer) === toAddress(address) : /^PRODID:-\/\/Parley\/\//m.test(body)
}

/** URLs may carry a token, and error pages repeat the URL. */
const bare = ({ detail: _detail, href: _href, ...rest }: AppError): AppError => rest
