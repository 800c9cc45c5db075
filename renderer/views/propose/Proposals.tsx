import { CalendarClock, Send } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { countsInWords } from '../../../shared/wording/busy.ts'
import { messages as messagesInWords } from '../../../shared/wording/counts.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useSettings, useZone } from '../../state/app-state.ts'
import { askerFor, useAccounts } from '../../state/asker.ts'
import { useBusy } from '../../state/busy.ts'
import { useQuery } from '../../state/live-query.ts'
import type { InstanceRef } from '../../state/looking.ts'
import { askedPeople, countsOf, meetingPeople, reportsAt } from '../../state/meeting-people.ts'
import { offerUndo, say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { concerning, leadWords, stateWords, timeWords } from './propose-model.ts'
import css from './propose.module.css'

type Act = 'apply' | 'decline'

/** Other times that were proposed for one meeting, side by side: mine and what became of it, or what I am to decide. */
export function Proposals({ instance }: { readonly instance: InstanceRef }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const { value } = useQuery('proposals', { objectId: instance.objectId, zone })
  const [deciding, setDeciding] = useState<{ readonly one: ProposalView; readonly act: Act } | null>(null)
  const shown = concerning(value?.proposals ?? [], instance.recurrenceId)
  return (
    <section className={css['list']} aria-live="polite" aria-label="Proposed times" hidden={shown.length === 0 && deciding === null}>
      {shown.map((one) => {
        const state = stateWords(one)
        const who = one.who.name || one.who.address
        return (
          <div key={one.id} className={css['one']} data-quiet={(one.state !== 'open' && one.state !== 'unsent') || undefined} role="group" aria-label={`${leadWords(one)} ${timeWords(one, 'time', zone, nowUtc)}`}>
            <Avatar address={one.who.address} name={one.who.name} />
            <div>
              <p>
                {leadWords(one)} <b>{timeWords(one, 'time', zone, nowUtc)}</b>
              </p>
              {one.state === 'open' || one.state === 'unsent' ? (
                <p className={css['state']}>
                  instead of <s>{timeWords(one, 'now', zone, nowUtc)}</s>
                </p>
              ) : null}
              {one.words ? <p className="fg2">“{one.words}”</p> : null}
              {state ? <p className={css['state']}>{state}{one.closedWords ? `: “${one.closedWords}”` : ''}</p> : null}
              {one.canDecide ? (
                <>
                  <WhoIsFree one={one} />
                  <div className={css['acts']}>
                    <Button size="small" kind="primary" icon={<CalendarClock size={14} />} onPress={() => setDeciding({ one, act: 'apply' })}>
                      Move it there…
                    </Button>
                    <Button size="small" aria-label={`Keep the time, and tell ${who}`} onPress={() => setDeciding({ one, act: 'decline' })}>
                      Keep the time…
                    </Button>
                  </div>
                </>
              ) : null}
            </div>
          </div>
        )
      })}
      {deciding ? <Verdict {...deciding} onClose={() => setDeciding(null)} /> : null}
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
  return <p className={css['state']}>Then: {countsInWords(countsOf(people, reportsAt(people, { startUtc, endUtc })))}</p>
}

/** What a yes or a no sends, before it does. */
function Verdict({ one, act, onClose }: { readonly one: ProposalView; readonly act: Act; readonly onClose: () => void }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const [words, setWords] = useState('')
  const asked = { proposalId: one.id, act, words }
  const preview = useQuery('proposal-decision', asked)
  const command = useCommand('decide-proposal')
  const shown = preview.value
  const count = shown?.preview.messages ?? 0
  const who = one.who.name || one.who.address
  const send = async (): Promise<void> => {
    const result = await command.run(asked)
    if (!result.ok) return
    if (result.value.queueIds.length > 0) offerUndo(result.value)
    else say('Marked as declined', `Tell ${who} yourself.`)
    onClose()
  }
  return (
    <Dialog
      title={act === 'apply' ? 'Move the meeting there?' : 'Keep the time?'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Not yet</Button>
          <Button kind="primary" icon={count > 0 ? <Send size={14} /> : undefined} running={command.running} isDisabled={shown === null || preview.previous} onPress={() => void send()}>
            {act === 'apply' ? `Move and send ${messagesInWords(count)}` : count > 0 ? `Keep it and tell ${who}` : 'Keep it'}
          </Button>
        </>
      }
    >
      <p className={css['times']}>
        <span className="cut">{one.title || 'No title'}</span>
        {act === 'apply' ? <s>{timeWords(one, 'now', zone, nowUtc)}</s> : <b>{timeWords(one, 'now', zone, nowUtc)}</b>}
        {act === 'apply' ? <b>{timeWords(one, 'time', zone, nowUtc)}</b> : <s>{timeWords(one, 'time', zone, nowUtc)}</s>}
      </p>
      {act === 'decline' ? (
        <label className={css['words']}>
          {`A word to ${who} (optional)`}
          <textarea value={words} maxLength={10_000} onChange={(event) => setWords(event.target.value)} />
        </label>
      ) : null}
      {preview.error ?? command.error ? <AppErrorBlock error={(preview.error ?? command.error)!} about={{ what: 'Your decision' }} /> : null}
      {shown ? (
        <div aria-live="polite">
          {shown.preview.groups.map((group) => (
            <div key={`${group.kind} ${group.why}`}>
              <p className={css['label']}>{group.people.map((person) => person.name || person.address).join(', ')}</p>
              <p className={css['why']}>{group.why}</p>
              {group.mail ? (
                <details className={css['letter']}>
                  <summary>Show the mail</summary>
                  <pre>{`${group.mail.subject}\n\n${group.mail.text}`}</pre>
                </details>
              ) : null}
            </div>
          ))}
          {shown.preview.groups.length === 0 && shown.told ? <p className={css['why']}>{shown.told}</p> : null}
          {shown.mailto ? <a href={shown.mailto}>Write to {who}</a> : null}
          {count > 0 && shown.preview.holdSeconds > 0 ? <p className="t12 fg3">Leaves in {shown.preview.holdSeconds} s, can be undone.</p> : null}
        </div>
      ) : preview.error ? null : (
        <Spinner label="Looking who is told" />
      )}
    </Dialog>
  )
}
