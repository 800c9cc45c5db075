import { useMemo, useState, type ReactNode } from 'react'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { countsInWords } from '../../../shared/wording/busy.ts'
import { useSettings, useZone } from '../../state/app-state.ts'
import { askerFor, useAccounts } from '../../state/asker.ts'
import { useBusy } from '../../state/busy.ts'
import { useQuery } from '../../state/live-query.ts'
import type { InstanceRef } from '../../state/looking.ts'
import { askedPeople, countsOf, meetingPeople, reportsAt } from '../../state/meeting-people.ts'
import { ProposalCard } from './ProposalCard.tsx'
import { concerning } from './propose-model.ts'
import css from './propose.module.css'
import { VerdictSheet, type VerdictTarget } from './VerdictSheet.tsx'
import { WithdrawSheet } from './WithdrawSheet.tsx'

/** Other times that were proposed for one meeting, side by side: mine and what became of it, or what I am to decide. */
export function Proposals({ instance }: { readonly instance: InstanceRef }): ReactNode {
  const zone = useZone()
  const { value } = useQuery('proposals', { objectId: instance.objectId, zone })
  const [deciding, setDeciding] = useState<VerdictTarget | null>(null)
  const [withdrawing, setWithdrawing] = useState<ProposalView | null>(null)
  const shown = concerning(value?.proposals ?? [], instance.recurrenceId)
  return (
    <section className={css['list']} aria-live="polite" aria-label="Proposed times" hidden={shown.length === 0 && deciding === null && withdrawing === null}>
      {shown.map((one) => (
        <ProposalCard key={one.id} one={one} then={one.canDecide ? <WhoIsFree one={one} /> : null} onAct={(act) => setDeciding({ one, act })} onWithdraw={() => setWithdrawing(one)} />
      ))}
      {deciding ? <VerdictSheet {...deciding} onClose={() => setDeciding(null)} /> : null}
      {withdrawing ? <WithdrawSheet one={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
    </section>
  )
}

const dayMs = 86_400_000

/** Free, busy and unknown at that time, as on the people grid; the meeting itself is in nobody's way. */
function WhoIsFree({ one }: { readonly one: ProposalView }): ReactNode {
  const zone = useZone()
  const settings = useSettings()
  const accounts = useAccounts()
  const found = useQuery('event-draft', { objectId: one.objectId, recurrenceId: one.recurrenceId, scope: one.recurrenceId === null ? 'all' : 'this', zone })
  const draft = found.value?.draft ?? null
  const asker = useMemo(() => (draft === null ? null : askerFor(accounts, draft.collectionId)), [accounts, draft])
  const { startUtc, endUtc } = one.time
  const window = useMemo(() => ({ startUtc: startUtc - dayMs, endUtc: endUtc + dayMs }), [startUtc, endUtc])
  const question = useMemo<BusyQuestion | null>(() => (draft === null || asker === null ? null : { people: askedPeople(draft, asker), window, accountId: asker.accountId, exceptObjectId: one.objectId }), [draft, asker, window, one.objectId])
  const busy = useBusy(question)
  if (draft === null) return null
  const people = meetingPeople({ draft, me: asker, rows: busy.rows, window, usualHours: { days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin }, zone })
  return <>{countsInWords(countsOf(people, reportsAt(people, { startUtc, endUtc })))}</>
}
