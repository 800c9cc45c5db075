import { useState, type ReactNode } from 'react'
import type { EventDetails } from '../../../shared/contract/events.ts'
import type { Answer } from '../../../shared/model/people.ts'
import { Button } from '../../parts/Button.tsx'
import { Select } from '../../parts/Field.tsx'
import type { InstanceRef } from '../../state/looking.ts'
import { offerUndo, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import css from './inspector.module.css'

const given: readonly { readonly answer: Answer; readonly verb: string }[] = [
  { answer: 'accepted', verb: 'Accept' },
  { answer: 'tentative', verb: 'Maybe' },
  { answer: 'declined', verb: 'Decline' },
]

/** A meeting whose list does not name me: forwarded, or sent to a group. It may stay here unanswered; an answer says as whom (T-I11). */
export function StrangerAnswer({ event, instance }: { readonly event: EventDetails; readonly instance: InstanceRef }): ReactNode {
  const addresses = event.asStranger?.addresses ?? []
  const [as, setAs] = useState(addresses[0] ?? '')
  if (event.asStranger === undefined) return null
  const { group } = event.asStranger
  const organizer = event.organizer?.name || event.organizer?.address || 'The organizer'
  const reply = async (answer: Answer): Promise<void> => {
    const result = await runCommand('reply-to-invite', { objectId: instance.objectId, recurrenceId: null, scope: 'all', answer, comment: '', as })
    if (result.ok) offerUndo(result.value)
    else sayError(result.error)
  }
  return (
    <section aria-label="Your answer">
      <h3>{group === null ? 'You are not on the list' : `Invited through ${group}`}</h3>
      <p className={css['words']}>{group === null ? `${organizer} did not invite you by name. You can keep this here without answering; if you answer, ${organizer} decides whether you join.` : `None of your addresses is named. If you answer, ${organizer} sees that you belong to ${group}.`}</p>
      {addresses.length > 1 ? <Select label="Answer as" value={as} options={addresses.map((address) => ({ value: address, label: address }))} onChange={setAs} /> : null}
      <div className={css['acts']}>
        {given.map(({ answer, verb }) => (
          <Button key={answer} size="small" onPress={() => void reply(answer)}>
            {verb}
          </Button>
        ))}
      </div>
      {addresses.length > 1 ? null : <p className={css['words']}>Replying as {as}</p>}
    </section>
  )
}
