import type { ServedRequest } from '../http/serve.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import type { Scheduler } from '../scheduling/scheduler.ts'

/** What one request is answered with. */
export interface DavContext {
  readonly org: Organisation
  readonly scheduler: Scheduler
  readonly me: Person
  readonly request: ServedRequest
}
