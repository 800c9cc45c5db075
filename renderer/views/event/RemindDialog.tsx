import { useState, type ReactNode } from 'react'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { Sheet } from '../../parts/Dialog.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { useSettings } from '../../state/app-state.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { nudgeOf, remindedWords } from './nudge-model.ts'
import { SendSheet } from './SendSheet.tsx'

interface Props {
  /** Who has not answered, or one of them. */
  readonly people: readonly AttendeeView[]
  readonly objectId: ObjectId
  readonly nowUtc: Instant
  readonly zone: Zone
  readonly onClose: () => void
}

/** Asks once more who has not answered. Who was asked today is named with the time, and left out unless chosen. */
export function RemindDialog({ people, objectId, nowUtc, zone, onClose }: Props): ReactNode {
  const resend = useCommand('resend-invitation')
  const { holdSeconds } = useSettings()
  const { due, recent } = nudgeOf(people, nowUtc, zone)
  const [again, setAgain] = useState(false)
  const asked = again ? [...due, ...recent] : due
  const short = ({ address, name }: AttendeeView): { address: string; name: string } => ({ address, name })
  const groups = [
    ...(asked.length > 0 ? [{ kind: 'invitation' as const, why: 'They have not answered yet. They get the invitation once more, the way they got the first.', people: asked.map(short) }] : []),
    ...(again || recent.length === 0 ? [] : [{ kind: 'nothing' as const, why: recent.length === 1 && recent[0] ? `${remindedWords(recent[0], nowUtc, zone)}.` : 'They were reminded today; again from tomorrow.', people: recent.map(short) }]),
  ]
  const send = async (): Promise<void> => {
    const result = await resend.run({ objectId, addresses: asked.map((person) => person.address), reminder: true })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Sheet label="Remind of the invitation" isOpen onClose={onClose} width={448}>
      <SendSheet
        preview={{ groups, messages: asked.length, changed: [], holdSeconds }}
        lead="The invitation as it stands now is sent once more, and your meeting keeps that it was. Nobody else is told."
        verb="Send"
        disabled={asked.length === 0}
        running={resend.running}
        error={resend.error}
        mailTo={(address) => `mailto:${encodeURIComponent(address)}`}
        onBack={onClose}
        onSend={() => void send()}
      >
        {recent.length > 0 ? (
          <Checkbox value={again} onChange={setAgain}>
            {recent.length === people.length ? 'Remind all the same' : 'Also remind who was reminded today'}
          </Checkbox>
        ) : null}
      </SendSheet>
    </Sheet>
  )
}
