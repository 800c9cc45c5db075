import type { Instant } from '../../../shared/model/time.ts'
import { readProps } from '../dav/read-props.ts'
import { sendingProps, sendingRights } from '../dav/sending-rights.ts'
import type { DavClient } from '../dav/shapes.ts'
import { isOwn } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { SyncContext } from './sync-deps.ts'

/** Rights seldom change, and what is sent without one is refused by the server anyhow. */
const everyMs = 3_600_000
const memoOf = ({ id }: AccountRow): string => `sending-asked:${id}`

/** What the person may send through their own Outbox (SCH-46). A server that cannot be asked leaves what is known; one that does not tell allows all. */
export async function learnSending(context: SyncContext, dav: DavClient, account: AccountRow): Promise<void> {
  const { store, clock } = context
  if (!isOwn(account) || account.outboxHref === null || !isDue(store.read.memo(memoOf(account)), clock.now())) return
  const told = await readProps(dav, account.outboxHref, sendingProps)
  if (!told.ok && told.problem.retry !== 'never') return
  const rights = told.ok ? sendingRights(told.value.props) : null
  const now = store.read.account(account.id)
  if (now === null) return
  const { sending: before, ...others } = now.capabilities
  const changed = JSON.stringify(before ?? null) !== JSON.stringify(rights)
  store.write(changed ? ['accounts'] : [], (tx) => {
    tx.setMemo(memoOf(account), String(clock.now()))
    if (changed) tx.patchAccount(account.id, { capabilities: rights === null ? others : { ...others, sending: rights } })
  })
}

const isDue = (asked: string | null, nowUtc: Instant): boolean => asked === null || nowUtc - Number(asked) >= everyMs
