import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { basicUtc } from './calendar-query.ts'

/**
 * How a freebusy URL wants its range (FBU-30). No syntax pleases every server: Cyrus 3.6.1 takes `extended` alone,
 * CalendarServer `basic` alone, Zimbra milliseconds in `s` and `e`, and several refuse any parameter.
 */
export type Dialect = 'extended' | 'basic' | 'none' | 'zimbra' | 'wcap' | 'owa'

export interface UrlProblem {
  readonly cause: 'bad-url' | 'unsupported-scheme'
  readonly detail: string
}

/**
 * Fills a template of any kind (FBU-3, FBU-31, FBU-32): `{userid}` `{user}` `{domain}` `{token}`, Outlook's `%NAME%` `%SERVER%` `%EMAIL%`,
 * Evolution's `%u` `%d` (not where `%d` begins an escaped byte). Unknown keys, and a token that is not there, are a problem and nothing is sent.
 */
export function fillTemplate(template: string, address: string, token: string | null = null): Result<string, UrlProblem> {
  const at = address.lastIndexOf('@')
  const known: Readonly<Record<string, string | null>> = {
    userid: address,
    user: at < 0 ? address : address.slice(0, at),
    domain: at < 0 ? '' : address.slice(at + 1),
    token,
  }
  const outlook: Readonly<Record<string, string>> = { name: 'user', server: 'domain', email: 'userid', u: 'user', d: 'domain' }
  let unknown: string | null = null
  const filled = template.replace(keys, (whole, key: string | undefined, word: string | undefined, letter: string | undefined) => {
    const value = known[key ?? outlook[(word ?? letter ?? '').toLowerCase()] ?? '']
    if (value === undefined || value === null) unknown = whole
    // Unreserved and `@` stay, in path and query alike: `user 1@example.com` → `user%201@example.com` (T-F09, T-F10).
    return encodeURIComponent(value ?? '').replace(/%40/g, '@').replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  })
  return unknown === null ? ok(filled) : fail({ cause: 'bad-url', detail: `the template names ${String(unknown)}, which is not known` })
}

const keys = /\{([^{}]*)\}|%([Nn][Aa][Mm][Ee]|[Ss][Ee][Rr][Vv][Ee][Rr]|[Ee][Mm][Aa][Ii][Ll])%|%(u|d(?![\da-fA-F]))/g

/** Whether anything is left to fill in. */
export const isTemplate = (text: string): boolean => new RegExp(keys.source).test(text)

/** A URL we would ask: http, https, or webcal for https (VCL-2). FTP and file of the Outlook era are not (T-F28). */
export function readFreeBusyUrl(text: string): Result<URL, UrlProblem> {
  let url: URL
  try {
    url = new URL(text.trim().replace(/^webcals?:/i, 'https:'))
  } catch {
    return fail({ cause: 'bad-url', detail: 'not a URL' })
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fail({ cause: 'unsupported-scheme', detail: url.protocol.replace(':', '') })
  return ok(url)
}

/** Outlook Web Access 2000–2007: `/public/?cmd=freebusy&u=SMTP:…`. */
const isOwa = (url: URL): boolean => [...url.searchParams].some(([name, value]) => name.toLowerCase() === 'cmd' && value.toLowerCase() === 'freebusy')

const owaStepMin = 30

/** What a URL of that kind is asked, and its answer does not repeat: whole steps from the one in which `window` starts. Null: another kind. */
export function owaAsked(url: string, window: Interval): { readonly startUtc: Instant; readonly intervalMin: number } | null {
  const read = readFreeBusyUrl(url)
  const stepMs = owaStepMin * 60_000
  return read.ok && isOwa(read.value) ? { startUtc: Math.floor(window.startUtc / stepMs) * stepMs, intervalMin: owaStepMin } : null
}

/** Shapes that have a syntax of their own are not asked in any other. */
export function dialectsFor(url: URL): readonly Dialect[] {
  if (/\/service\/pubcal\/freebusy\.ifb$/i.test(url.pathname)) return ['zimbra']
  if (/\.wcap$/i.test(url.pathname)) return ['wcap']
  if (isOwa(url)) return ['owa']
  return ['extended', 'basic', 'none']
}

/** What remembers a dialect: the server and the place, not the person. */
export const urlShape = (url: URL): string => `${url.origin}${url.pathname.replace(/\/[^/]*\/?$/, '/')}`

const rangeNames: Readonly<Record<Dialect, readonly [string, string] | null>> = {
  extended: ['start', 'end'],
  basic: ['start', 'end'],
  none: null,
  zimbra: ['s', 'e'],
  wcap: ['dtstart', 'dtend'],
  owa: ['start', 'end'],
}

/**
 * The URL to ask (FBU-10, T-F01…06): parameters already there keep their bytes and order, a range in it is replaced, the fragment goes.
 * Both ends, UTC with Z, whole seconds; never `period` beside `end`, never a `+`.
 */
export function askingUrl(url: URL, window: Interval, dialect: Dialect, options: { readonly withFormat: boolean } = { withFormat: true }): string {
  const names = rangeNames[dialect]
  const dropped = new Set(names ? [...names, 'period', 'duration'] : [])
  if (!options.withFormat) dropped.add('format')
  const owa = dialect === 'owa' ? owaAsked(url.href, window) : null
  if (owa) dropped.add('interval')
  const kept = url.search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !dropped.has((part.split('=')[0] ?? '').toLowerCase()))
  const range = names ? [`${names[0]}=${write(owa?.startUtc ?? window.startUtc, dialect)}`, `${names[1]}=${write(window.endUtc, dialect)}`, ...(owa ? [`interval=${owa.intervalMin}`] : [])] : []
  const query = [...kept, ...range].join('&')
  return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}`
}

function write(instant: number, dialect: Dialect): string {
  if (dialect === 'zimbra') return String(Math.floor(instant / 1000) * 1000)
  return dialect === 'extended' || dialect === 'owa' ? new Date(instant).toISOString().replace(/\.\d+/, '') : basicUtc(instant)
}

/** Of a URL that was asked: without its range, as it can be kept (FBU-20, 301 and 308). */
export function withoutRange(url: string, dialect: Dialect): string {
  const names = new Set<string>(rangeNames[dialect] ?? [])
  const read = new URL(url)
  const kept = read.search.replace(/^\?/, '').split('&').filter((part) => part !== '' && !names.has((part.split('=')[0] ?? '').toLowerCase()))
  return `${read.origin}${read.pathname}${kept.length === 0 ? '' : `?${kept.join('&')}`}`
}
