import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { FoundCalendar } from '../dav/list-calendars.ts'
import type { Log } from '../ports.ts'
import type { Capabilities } from '../store/rows.ts'

export interface Discovered {
  /** Origin and context path that answered; hrefs are resolved against it. */
  readonly baseUrl: string
  /** The user name that worked (full address, or the part before the @). */
  readonly user: string
  readonly name: string
  readonly principalHref: Href
  readonly principalCollections: readonly Href[]
  readonly homeHrefs: readonly Href[]
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
  readonly defaultCalendarHref: Href | null
  /** As the server listed them (unescaped), preferred first. */
  readonly addresses: readonly string[]
  readonly capabilities: Capabilities
  readonly calendars: readonly FoundCalendar[]
}
export type DiscoveryStep = 'find' | 'sign-in' | 'learn' | 'calendars'
export interface StepReport {
  readonly key: DiscoveryStep
  readonly state: 'running' | 'done' | 'failed'
  /** Facts for the sentence under the step: a host, a count. Never a secret. */
  readonly detail: string
  readonly tookMs: number | null
}
export interface DiscoverOptions {
  readonly log: Log
  readonly allowPlainHttp: boolean
  /** Domain → base URL that answers for it (the practice organisations). */
  readonly knownServers: Readonly<Record<string, string>>
  /** The yes of a person to a host that discovery led to: without it `cause: 'other-origin'` names the host. */
  readonly approvedOrigins?: readonly string[]
  readonly signal?: AbortSignal
}
/** DIS-1…DIS-13a: `where` is a mail address or any URL. */
export declare function discover(where: string, user: string, password: string, options: DiscoverOptions, onStep: (step: StepReport) => void): Promise<Result<Discovered, AppError>>
