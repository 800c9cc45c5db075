import type { Person } from '../people.ts'
import type { Resource } from './resource.ts'

/** Everybody may look at principals; a home is for its owner alone (others ask for free/busy). */
export function mayRead(me: Person, resource: Resource): boolean {
  return !('owner' in resource) || resource.kind === 'principal' || resource.owner.user === me.user
}
