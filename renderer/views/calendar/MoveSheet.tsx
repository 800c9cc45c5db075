import { Send } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { fateWords, keptTitle, lostTitle } from '../../../shared/wording/exception-fates.ts'
import { dateInWords, daysInWords, whenInWords } from '../../../shared/wording/times.ts'
import { toInstant } from '../../../shared/time/zones.ts'
import type { Scope } from '../../../shared/contract/basics.ts'
import type { EventDraft, Occurrence } from '../../../shared/contract/events.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { shiftWhen, type Shift } from './drag-model.ts'
import { groupTitle, moveButton, namesInWords } from './move-words.ts'
import { titleWords } from './occurrence-words.ts'
import css from './move.module.css'

interface Props {
  readonly occurrence: Occurrence
  readonly shift: Shift
  readonly zone: Zone
  readonly onClose: () => void
}

/** Asked before a dragged meeting moves: how much of a series, and who will be told (no message leaves unseen). */
export function MoveSheet({ occurrence, shift, zone, onClose }: Props): ReactNode {
  const [scope, setScope] = useState<Scope>('this')
  const instance = { objectId: occurrence.objectId, recurrenceId: occurrence.recurrenceId }
  const { value: found, error: draftError } = useQuery('event-draft', { ...instance, scope, zone })
  const moved = useMemo((): EventDraft | null => (found?.draft ? { ...found.draft, when: shiftWhen(found.draft.when, shift) } : null), [found, shift])
  const preview = useQuery('send-preview', moved ? { draft: moved } : null)
  const move = useCommand('move-event')
  const day = dateInWords(shift.fromStart.slice(0, 10))

  const act = async (): Promise<void> => {
    if (!moved) return
    const result = await move.run({ ...instance, scope, when: moved.when })
    if (!result.ok) return
    // A split series cannot be put together again by moving it back.
    const before = found?.draft?.when
    offerUndo(result.value, before && scope !== 'following' ? () => runCommand('move-event', { ...instance, scope, when: before }) : null)
    onClose()
  }

  const messages = preview.value?.messages ?? 0
  const fates = (preview.value?.fates ?? []).map((fate) => ({ ...fateWords(fate, zone), kept: fate.kept }))
  const told = preview.value?.groups.filter((group) => group.people.length > 0) ?? []
  return (
    <Dialog
      title={`Move “${titleWords(occurrence)}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Leave it</Button>
          <Button kind="primary" icon={messages > 0 ? <Send size={14} /> : undefined} running={move.running} isDisabled={!moved || preview.value === null} onPress={() => void act()}>
            {moveButton(scope, occurrence.repeats, day, messages)}
          </Button>
        </>
      }
    >
      <p className={css['times']}>
        <s>{wordsOf(occurrence, shift.fromStart, shift.fromEnd, zone)}</s>
        <b>{wordsOf(occurrence, shift.toStart, shift.toEnd, zone)}</b>
      </p>
      {occurrence.repeats ? (
        <RadioGroup aria-label="How much of the series" value={scope} onChange={(value) => setScope(value as Scope)} className={css['scopes'] ?? ''}>
          <ScopeRadio value="this">Only {day}</ScopeRadio>
          <ScopeRadio value="following">This date and all that follow</ScopeRadio>
          <ScopeRadio value="all">The whole series</ScopeRadio>
        </RadioGroup>
      ) : null}
      {draftError ?? preview.error ?? move.error ? (
        <AppErrorBlock error={(draftError ?? preview.error ?? move.error)!} about={{ what: `“${titleWords(occurrence)}”` }} />
      ) : preview.loading ? (
        <p className="row fg3">
          <Spinner size={14} /> Finding out who will be told
        </p>
      ) : (
        <div className={css['groups']}>
          {told.length === 0 ? <p>Nobody else is told.</p> : null}
          {told.map((group) => (
            <div key={`${group.kind} ${group.why}`}>
              <h3 className={group.kind === 'will-not-arrive' ? 'bad' : ''}>{groupTitle(group.kind)}</h3>
              <p>{namesInWords(group.people)}</p>
              {group.why ? <p className="fg3">{group.why}</p> : null}
            </div>
          ))}
          {[false, true].map((kept) => ({ kept, dates: fates.filter((fate) => fate.kept === kept) })).filter(({ dates }) => dates.length > 0).map(({ kept, dates }) => (
            <div key={String(kept)}>
              <h3 className={kept ? '' : 'bad'}>{kept ? keptTitle(dates.length) : lostTitle(dates.length)}</h3>
              <ul>
                {dates.map(({ date, words }) => (
                  <li key={`${date}${words}`}>
                    {date}: {words}
                  </li>
                ))}
              </ul>
            </div>
          ))}
          {messages > 0 && preview.value && preview.value.holdSeconds > 0 ? <p className="fg3">Messages wait {preview.value.holdSeconds} seconds. Undo also stops them.</p> : null}
        </div>
      )}
    </Dialog>
  )
}

function ScopeRadio({ value, children }: { readonly value: Scope; readonly children: ReactNode }): ReactNode {
  return (
    <Radio value={value} className={css['scope'] ?? ''}>
      <span className={css['radio']} />
      {children}
    </Radio>
  )
}

function wordsOf(occurrence: Occurrence, start: string, end: string, zone: Zone): string {
  if (occurrence.startDate !== null) return daysInWords(start.slice(0, 10), end.slice(0, 10))
  return whenInWords(toInstant(start, zone), toInstant(end, zone), { zone })
}
