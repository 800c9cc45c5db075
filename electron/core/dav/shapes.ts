import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import type { RequestBody } from './write-request.ts'

/** Expected faults of the network and of servers are values; `errors.ts` makes them. */
export type DavResult<T> = Promise<Result<T, AppError>>

/** What signs a request. `anonymous` sends nothing. */
export type Auth = { readonly kind: 'anonymous' } | { readonly kind: 'basic'; readonly user: string; readonly password: string }

/** Header names in lower case; several headers of one name are joined by a comma (DIS-11). */
export type Headers = Readonly<Record<string, string>>

export interface DavAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** The URL that answered, after redirects. */
  readonly url: string
}

export interface SendOptions {
  readonly headers?: Headers
  readonly timeoutMs?: number
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  readonly room?: Room
}

/** Takes the bytes of one multistatus as they come, and gives to whoever opened it what they say. */
export interface BodyReader {
  /** May keep the bytes of a piece no longer than the call lasts. Throws what kept an earlier piece from being read. */
  write(piece: Uint8Array): void
  /** All was read and handed over. Rejects with `XmlFault` when the document was cut off or is not a multistatus, with `ReaderBroke` when it has to be asked for again. */
  end(): Promise<{ readonly syncToken: string | null }>
  /** Nothing more comes. */
  drop(): void
}
/** Where the responses of an answer go: one by one, or its bytes into a reader of one's own. */
export type ResponseSink = TakeResponse | { open(charset: string): BodyReader }

/** Asked between two pieces of an answer: the next one is taken once the promise resolves; null: at once. */
export type Room = () => Promise<void> | null

/** One server, one sign-in. Paths are resolved against `baseUrl`; an absolute href elsewhere is asked without credentials. */
export interface DavClient {
  readonly baseUrl: string
  readonly host: string
  /** Absolute URL of an href as the server spelled it. */
  url(href: string): string
  propfind(href: string, depth: 0 | 1, body: RequestBody, take: TakeResponse, options?: SendOptions): DavResult<MultistatusEnd>
  report(href: string, depth: 0 | 1, body: RequestBody, to: ResponseSink, options?: SendOptions): DavResult<MultistatusEnd>
  /** The next seven give every final status but 401, 407 and failures of the network as an answer: the verb reads it. */
  get(href: string, options?: SendOptions): DavResult<DavAnswer>
  put(href: string, body: string, options?: SendOptions): DavResult<DavAnswer>
  delete(href: string, options?: SendOptions): DavResult<DavAnswer>
  post(href: string, body: string, options?: SendOptions): DavResult<DavAnswer>
  options(href: string, options?: SendOptions): DavResult<DavAnswer>
  lock(href: string, body: string, options?: SendOptions): DavResult<DavAnswer>
  unlock(href: string, options?: SendOptions): DavResult<DavAnswer>
  /** A request with a DAV body that changes something: what came back is for `verdictOf` (`calendar-props.ts`). */
  change(method: 'MKCALENDAR' | 'MKCOL' | 'PROPPATCH', href: string, body: RequestBody, options?: SendOptions): DavResult<DavAnswer>
  move(href: string, options?: SendOptions): DavResult<DavAnswer>
  close(): Promise<void>
}

/** A DAV element, names in Clark form `{DAV:}href`. Text is never trimmed or converted. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
  /** The same text with its line ends as they came, for whoever brings them into a form of their own; missing where that is more work. */
  readonly source?: string
}

/** One `DAV:response` of a multistatus (HTTP-2): `status` of the response itself, null when it has propstats. */
export interface MultistatusResponse {
  readonly href: Href
  readonly status: number | null
  /** Only properties of a 2xx propstat, by Clark name. What is not there is absent, not empty. */
  readonly props: ReadonlyMap<string, XmlNode>
  /** Properties the server refused, with their status (404 absent, 403 …). */
  readonly refused: ReadonlyMap<string, number>
  /** Clark name of the precondition in `DAV:error`, if any. */
  readonly precondition: string | null
  readonly description: string
}
export type TakeResponse = (response: MultistatusResponse) => void

export interface MultistatusEnd {
  readonly status: number
  readonly headers: Headers
  readonly syncToken: string | null
  readonly url: string
}

/** A member of a collection as a sync or a multiget reports it. `text` is null when it was not asked for or not given. */
export interface MemberRow {
  readonly href: Href
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  readonly text: string | null
}
/** Gets rows in chunks while the answer is still coming in. Throwing ends the request with that error. */
export type TakeRows = (rows: readonly MemberRow[]) => void

/** What the question hears of the members in its answer. */
export interface MembersHeard {
  /** It is there, and is a row or tells at least its tag. */
  row(href: Href): void
  /** It is none: its status, null for a response that has none of its own. */
  other(href: Href, status: number | null): void
}
/** Makes rows of answers in a place of its own and keeps them; `heard` is told of each. */
export interface MembersReader {
  open(heard: MembersHeard, charset: string): BodyReader
}
/** Where members go. */
export type MembersSink = TakeRows | MembersReader
