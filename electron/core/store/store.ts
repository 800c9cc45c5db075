import type { Settings } from '../../../shared/contract/app.ts'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { AccountId, Address, CollectionId, Etag, Href, InviteId, ObjectId, QueueId, ScheduleTag, Uid } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import type { Stop } from '../ports.ts'
import type { OccurrenceSpan } from './drawn-row.ts'
import type { IndexContext, IndexPlan } from './index-plan.ts'
import type {
  AccountRow,
  AvailabilityRow,
  AddressBookRow,
  BusyAnswerRow,
  CollectionRow,
  ContactRow,
  FreebusyAddressRow,
  DeliveryRow,
  InboxItemRow,
  InviteRow,
  KeptFburlAnswer,
  LedgerRow,
  MailAccountRow,
  ObjectRow,
  OccurrenceRow,
  PartRow,
  PersonRow,
  PlanRow, PlanWatchRow, WatchRow,
  PublishedLinkRow,
  SubscriptionRow,
  ServerAvailabilityRow,
  ProposalRow,
  QueueEntry,
  QueueHead,
  UninvitedRow,
  ReminderRow,
} from './rows.ts'

/** What is remembered of freebusy servers, under a digest of its place: how they write a range, that a URL is gone for good, until when a host is not asked. */
export type FburlMemoKind = 'dialect' | 'gone' | 'pause'

/** One instance with what a list or a grid draws of it: occurrence, its part and the head of its object, joined. */
export interface DrawnRow extends OccurrenceRow, Omit<PartRow, 'objectId' | 'part' | 'recurrenceId' | 'repeats'> {
  readonly collectionId: CollectionId
  readonly accountId: AccountId
  readonly uid: Uid
  /** The object repeats, or this is an override of a series. */
  readonly repeats: boolean
  /** What is drawn has not been confirmed by the server. */
  readonly unsent: boolean
  /** Of its calendar (SCH-45). */
  readonly countsAsBusy: boolean
}

export interface RangeQuestion {
  readonly window: Interval
  /** All-day instances belong to the window when their days do in this zone. */
  readonly zone: Zone
  /** Only calendars switched on (default true). Collections that are gone are never drawn. */
  readonly visibleOnly?: boolean
  /** Only calendars whose events block time (SCH-45). */
  readonly busyOnly?: boolean
  readonly accountId?: AccountId
  readonly exceptObjectId?: ObjectId
}

/** Something a pull brought to a meeting of mine and that nobody has looked at yet (SCH-42). Written in the transaction of the pull. */
export interface NewsRow {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly uid: Uid
  /** Text when it was last looked at; null: it is new here. */
  readonly beforeText: string | null
  /** The server no longer has it; `beforeText` is what was there. */
  readonly removed: boolean
  readonly atUtc: Instant
}

export interface ObjectTag {
  readonly id: ObjectId
  readonly href: Href
  readonly etag: Etag | null
  readonly deletedHere: boolean
  /** False: made here, and not sent yet. */
  readonly onServer: boolean
}

/** What a pull or a re-GET learnt about one resource. */
export interface ServerObject {
  readonly collectionId: CollectionId
  readonly href: Href
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  /** Or its bytes in UTF-8, where it came as such: they are kept as they are. */
  readonly text: string | Uint8Array
}

/** A text that was read on another thread. */
export interface ReadText {
  readonly plan: IndexPlan
  readonly context: IndexContext
}

export interface NewLocalObject {
  readonly id: ObjectId
  readonly collectionId: CollectionId
  readonly href: Href
  readonly text: string
}

/** SELECTs only. Looking outside the indexed window widens the index first. Answers are fresh plain objects. */
export interface ReadStore {
  /** Those on servers. */
  accounts(): readonly AccountRow[]
  account(id: AccountId): AccountRow | null
  collections(accountId?: AccountId): readonly CollectionRow[]
  collection(id: CollectionId): CollectionRow | null
  hasCollection(id: CollectionId): boolean
  /** Objects drawn and objects that cannot be read, by collection. */
  objectCounts(): ReadonlyMap<CollectionId, { readonly events: number; readonly unreadable: number }>

  object(id: ObjectId): ObjectRow | null
  objectByHref(collectionId: CollectionId, href: Href): ObjectRow | null
  /** In calendars of mine: usually one; a server may hold a UID twice (sabre, DAViCal). Deleted-here ones are included. */
  objectsByUid(uid: Uid, accountId?: AccountId): readonly ObjectRow[]
  unreadableObjects(): readonly ObjectRow[]
  /** By comparable key of the href (`href-key.ts`): what a diff of a whole listing needs. */
  tagsOf(collectionId: CollectionId): ReadonlyMap<string, ObjectTag>
  /** The same for one. */
  tagOf(collectionId: CollectionId, hrefKey: string): ObjectTag | null
  /** What is drawn: `localText ?? serverText`. */
  textOf(id: ObjectId): string | null
  /**
   * Texts that hold an alarm, of what is drawn and has dates in the index after an instant: for questions that are asked seldom, since every
   * such text is looked at. In pieces: between two of them other work may be done, and may change what the next one finds.
   */
  alarmedTexts(afterUtc: Instant): Iterable<readonly { readonly id: ObjectId; readonly text: string }[]>
  parts(id: ObjectId): readonly PartRow[]

  occurrencesIn(question: RangeQuestion): readonly DrawnRow[]
  /** The same without the rows, in no order: for what counts days. */
  spansIn(question: RangeQuestion): readonly OccurrenceSpan[]
  /** Instances of one object inside `window` (default: everything indexed), in order of start. */
  occurrencesOf(id: ObjectId, window?: Interval): readonly DrawnRow[]
  /** One instance; `recurrenceId` null on a series gives its first indexed instance. */
  occurrence(id: ObjectId, recurrenceId: string | null): DrawnRow | null
  /** One instance a matching part: the nearest to `nowUtc`. Every word must be found (case and accents do not matter). */
  searchOccurrences(text: string, limit: number, nowUtc: Instant): readonly DrawnRow[]
  indexedWindow(): Interval
  /** What texts of this calendar are read with; the same object until that changes. */
  indexContext(collectionId: CollectionId): IndexContext

  inboxItems(accountId: AccountId, onlyUnhandled?: boolean): readonly InboxItemRow[]
  news(accountId?: AccountId): readonly NewsRow[]
  invites(): readonly InviteRow[]
  invite(id: InviteId): InviteRow | null
  inviteOf(accountId: AccountId, uid: Uid, recurrenceId: string | null): InviteRow | null
  ledger(accountId: AccountId, uid: Uid): readonly LedgerRow[]
  /** Of one meeting of mine, the decided ones too; in order of their coming. */
  uninvited(accountId: AccountId, uid: Uid): readonly UninvitedRow[]

  /** What became of messages that Parley posted itself about this meeting: codes by comparable address (EXP-3). */
  deliveries(accountId: AccountId, uid: Uid): ReadonlyMap<Address, string>

  /** How mail of this account leaves; null: it does not. */
  mailAccount(accountId: AccountId): MailAccountRow | null

  /** In order of making. */
  queue(accountId?: AccountId): readonly QueueEntry[]
  /** The same without texts: an import leaves thousands of rows, and these are asked for whenever one goes. */
  queueHeads(of?: { readonly accountId?: AccountId; readonly state?: QueueEntry['state'] }): readonly QueueHead[]
  queueEntry(id: QueueId): QueueEntry | null
  queueOf(objectId: ObjectId): readonly QueueEntry[]
  /** Where a request of ours is on its way: what a pull reads there meanwhile is not news. */
  sendingHrefs(): readonly { readonly collectionId: CollectionId; readonly href: Href }[]

  people(): readonly PersonRow[]
  person(address: string): PersonRow | null
  searchPeople(text: string, limit: number): readonly PersonRow[]
  busyAnswers(addresses: readonly string[]): readonly BusyAnswerRow[]

  /** Domains first. */
  freebusyAddresses(): readonly FreebusyAddressRow[]
  freebusyAddress(scope: FreebusyAddressRow['scope'], subject: string): FreebusyAddressRow | null
  fburlMemo(kind: FburlMemoKind, key: string): { readonly value: string; readonly savedUtc: Instant } | null
  fburlAnswer(key: string): Omit<KeptFburlAnswer, 'key' | 'savedUtc'> | null

  addressBooks(): readonly AddressBookRow[]
  contactsIn(accountId: AccountId, bookHref: Href): readonly ContactRow[]
  contactsOf(address: string): readonly ContactRow[]
  contactsWithUrls(): readonly ContactRow[]
  /** Those with a mail address; every word must be found. */
  searchContacts(text: string, limit: number): readonly ContactRow[]

  /** The one changed last comes first. */
  plans(): readonly PlanRow[]
  plan(id: string): PlanRow | null
  planWatch(planId: string): PlanWatchRow | null

  watches(): readonly WatchRow[]
  watch(id: ObjectId): WatchRow | null

  /** In order of making. */
  subscriptions(): readonly SubscriptionRow[]
  subscription(id: CollectionId): SubscriptionRow | null
  publishedLinks(): readonly PublishedLinkRow[]
  publishedLink(id: string): PublishedLinkRow | null

  /** When somebody can be met, as saved; null: never saved. */
  availability(personId: string): AvailabilityRow | null
  serverAvailability(accountId: AccountId): ServerAvailabilityRow | null

  /** Alarms that have rung, by time; those the person has done with too. */
  reminders(): readonly ReminderRow[]

  /** Oldest first. */
  proposals(): readonly ProposalRow[]
  proposalsOf(accountId: AccountId, uid: Uid): readonly ProposalRow[]
  proposal(id: string): ProposalRow | null

  settings(): Settings
  /** The zone floating times live in, and days are drawn in: the setting, else the computer's. */
  zone(): Zone
  sealed(accountId: AccountId, field: string): Uint8Array | null
  /** Small things a room remembers between starts, e.g. the dialect of a freebusy host. */
  memo(key: string): string | null
}

/** Changes; every method may be called inside `Store.write` only. Reads inside see what was just written. */
export interface WriteStore extends ReadStore {
  putAccount(row: AccountRow): void
  patchAccount(id: AccountId, patch: Partial<Omit<AccountRow, 'id'>>): void
  /** With everything that belongs to it, its secrets and its unsent work too. */
  removeAccount(id: AccountId): void
  putCollection(row: CollectionRow): void
  patchCollection(id: CollectionId, patch: Partial<Omit<CollectionRow, 'id' | 'accountId'>>): void
  removeCollection(id: CollectionId): void

  /**
   * The server's version of one resource, new or changed; keeps a local text. Indexes, and notes the news when a meeting of mine
   * differs from what was here before; after our own write, from what we sent (`sent`): answers and delivery codes may have come with it.
   * `read`: the text was read beforehand; it is read again when the context is no longer that one.
   */
  putServerObject(object: ServerObject, options?: { readonly sent?: string; readonly read?: ReadText }): ObjectId
  /**
   * The server no longer has it. One with unsent work stays, with `serverText` null; my copy of somebody's meeting stays as
   * `vanished`, until the news of it are looked at. A version that the server brings makes it ordinary again.
   */
  removeServerObject(id: ObjectId, options?: { readonly quiet?: boolean }): void
  /** Of one that vanished: what is drawn from now on, until it is dismissed or comes back. */
  keepCancelled(id: ObjectId, text: string): void
  /** Lets go of one that vanished; any other is left alone. */
  dropVanished(id: ObjectId): void
  createLocalObject(object: NewLocalObject): void
  /** What the person made of it; null: back to the server's version. An object that has no version left goes. */
  setLocalText(id: ObjectId, text: string | null): void
  setDeletedHere(id: ObjectId, deletedHere: boolean): void
  /** Another name on the server, for an object that was not sent yet. */
  moveObject(id: ObjectId, href: Href): void

  /** Puts or replaces by account and href. */
  putInboxItem(row: InboxItemRow): void
  setInboxItemHandled(accountId: AccountId, href: Href): void
  removeInboxItem(accountId: AccountId, href: Href): void
  clearNews(objectIds: readonly ObjectId[]): void
  putInvite(row: InviteRow): void
  patchInvite(id: InviteId, patch: Partial<Omit<InviteRow, 'id'>>): void
  removeInvite(id: InviteId): void
  addLedger(row: LedgerRow): void
  /** Puts or replaces by account, UID and address. */
  putUninvited(row: UninvitedRow): void
  /** What these rows of the queue would have done is not decided any more. */
  reopenUninvited(queueIds: readonly QueueId[]): void

  putWatch(row: WatchRow): void

  putDelivery(row: DeliveryRow): void
  /** The server's copy says it from now on. */
  dropDelivery(accountId: AccountId, uid: Uid, address: Address): void

  putMailAccount(row: MailAccountRow): void
  removeMailAccount(accountId: AccountId): void

  /** `seq` is given by the store. */
  enqueue(entry: Omit<QueueEntry, 'seq' | 'maybeSent'>): QueueEntry
  patchQueue(id: QueueId, patch: Partial<Omit<QueueEntry, 'id' | 'seq'>>): void
  removeQueued(id: QueueId): void
  /** After rows of an object left the queue: what is drawn becomes what the rows still there say, else the server's version. */
  settleLocal(objectId: ObjectId): void
  /** After a row about a calendar was taken back: the calendar becomes what it was before. A row about an object changes nothing. */
  settleCalendar(entry: QueueEntry): void
  /**
   * Takes back rows that have not left: all of them or none. False when one is being sent, may have been sent, or when a later
   * row of the same object, not among these, builds on it.
   */
  undoQueued(ids: readonly QueueId[]): boolean

  /** Puts or refreshes by address: `times` grows, and a name is not lost to an empty one. */
  seePerson(row: Omit<PersonRow, 'times' | 'zone'> & { readonly zone?: Zone | null }): void
  /** Replaces the answer of the same address, source and account. */
  putBusyAnswer(row: BusyAnswerRow): void

  putFreebusyAddress(row: FreebusyAddressRow): void
  patchFreebusyAddress(scope: FreebusyAddressRow['scope'], subject: string, patch: Partial<Omit<FreebusyAddressRow, 'scope' | 'subject'>>): void
  removeFreebusyAddress(scope: FreebusyAddressRow['scope'], subject: string): void
  /** What freebusy URLs said of this person, or of everybody of this domain. */
  dropUrlAnswers(scope: FreebusyAddressRow['scope'], subject: string): void
  putFburlMemo(kind: FburlMemoKind, key: string, value: string, savedUtc: Instant): void
  dropFburlMemo(kind: FburlMemoKind, key: string): void
  /** The oldest leave when there are many. */
  putFburlAnswer(row: KeptFburlAnswer): void

  putAddressBook(row: AddressBookRow): void
  /** With its contacts. */
  removeAddressBook(accountId: AccountId, href: Href): void
  putContact(row: ContactRow): void
  removeContact(accountId: AccountId, href: Href): void

  putPlan(row: PlanRow): void
  removePlan(id: string): void
  /** Goes with its plan. */
  putPlanWatch(row: PlanWatchRow): void

  putSubscription(row: SubscriptionRow): void
  patchSubscription(id: CollectionId, patch: Partial<Omit<SubscriptionRow, 'id'>>): void
  putPublishedLink(row: PublishedLinkRow): void
  patchPublishedLink(id: string, patch: Partial<Omit<PublishedLinkRow, 'id'>>): void
  removePublishedLink(id: string): void
  putAvailability(row: AvailabilityRow): void
  putServerAvailability(row: ServerAvailabilityRow): void

  putReminder(row: ReminderRow): void
  /** Lets go of those that were due before. */
  forgetReminders(beforeUtc: Instant): void

  putProposal(row: ProposalRow): void
  patchProposal(id: string, patch: Partial<Omit<ProposalRow, 'id'>>): void
  /** These rows did not leave: what they proposed was never said, and what they decided is open again. */
  takeBackProposals(queueIds: readonly QueueId[]): void

  patchSettings(patch: Partial<Settings>): void
  putSealed(accountId: AccountId, field: string, sealed: Uint8Array): void
  removeSealed(accountId: AccountId, field?: string): void
  setMemo(key: string, value: string | null): void
}

export interface Store {
  readonly read: ReadStore
  /** One transaction, then the change feed. Synchronous on purpose: nothing else runs in between. A throw rolls back. */
  write<T>(topics: readonly Topic[], change: (tx: WriteStore) => T): T
  /**
   * The same for many small steps of one long work that can be done again: all see it at once, the disk a little later, and at the
   * latest with the next `write`. What a crash takes back must not be needed: a pull stores its token by `write` at the end.
   */
  writeStep<T>(topics: readonly Topic[], change: (tx: WriteStore) => T): T
  /** How often steps were taken back after they had returned (a full disk): a long work that counts more at its end than at its beginning has to be done again. */
  stepsLost(): number
  /** For what is stale without having been stored, e.g. the steps of adding an account. */
  announce(topics: readonly Topic[]): void
  onChange(tell: (topics: readonly Topic[]) => void): Stop
  /** Moves the window of indexed occurrences along with the calendar; cheap when nothing is to be done. */
  keepIndexFresh(): void
  close(): void
}
