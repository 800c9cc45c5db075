/** What a story needs to know of the servers it runs on, whichever they are. */
export interface Person {
  readonly address: string
  readonly name: string
  /** What is typed into "Add your account". */
  readonly where: string
  readonly user: string
  readonly password: string
}

export interface PublishTarget {
  readonly url: string
  readonly takesFreeBusy: boolean
  /** Without signing in. */
  readonly readByAll: boolean
}

export interface Organisations {
  readonly kind: 'practice' | 'practice-older' | 'cyrus' | 'cyrus-two' | 'davical' | 'radicale' | 'xandikos'
  /** Two people of one organisation, one of another; all can sign in. */
  person(who: 'alice' | 'bob' | 'carol' | 'dave' | 'erin'): Person
  readonly room: string | null
  /** Whom alice may act for, where the server lets one person act for another. */
  readonly delegator: { readonly name: string; readonly address: string } | null
  /** A person who answers by freebusy URL only, and the URL of one who also answers by Outbox. */
  freebusyUrl(who: 'frank' | 'bob' | 'dave'): string | null
  /** Where a person can put a free/busy file, as far as these servers take one. */
  publishTarget(who: 'alice'): Promise<PublishTarget>
  /** An address no message gets to. */
  readonly unreachable: string
  readonly can: {
    readonly schedule: boolean
    /** Invitations, answers and free/busy reach people of the other organisation. */
    readonly acrossOrganisations: boolean
    /** A room books itself; elsewhere a person with rights on it has to. */
    readonly roomAnswers: boolean
    /** What somebody writes beside their answer reaches the organizer. */
    readonly comments: boolean
    /** The organizer's server asks who is sent in place of a guest; elsewhere the organizer does. */
    readonly deputies: boolean
    /** A guest learns what the others answered. */
    readonly othersAnswers: boolean
    /** What somebody answers who was not invited reaches the organizer: put into the list (Cyrus), by a message, or only that there was an answer (DAViCal). */
    readonly strangers: 'listed' | 'told' | 'hinted'
  }
  /** Takes the organisation of dave and erin off the net and brings it back; null where it cannot be told apart from the other. */
  readonly peer: { down(): Promise<void>; up(): Promise<void> } | null
  /** The JSON line of practice organisations, for hosts that offer practice too. */
  readonly practiceHost: string | null
  stop(): Promise<void>
}

/** Where another program would look for a person's server; the practice organisations are found by address only inside of Parley. */
export function serverUrlOf({ practiceHost }: Pick<Organisations, 'practiceHost'>, { address, where }: Person): string {
  const practice = practiceHost === null ? null : (JSON.parse(practiceHost) as { servers: Record<string, string> })
  return practice?.servers[address.split('@')[1] ?? ''] ?? where
}
