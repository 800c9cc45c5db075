import { UserRoundPlus, UserRoundX } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { EventDetails } from '../../../shared/contract/events.ts'
import type { UninvitedPerson } from '../../../shared/contract/uninvited.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { decisionWords, uninvitedWords } from '../../../shared/wording/uninvited.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Sheet } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { fetchQuery, useQuery } from '../../state/live-query.ts'
import { offerUndo, say, sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { mailAbout } from './mail-to.ts'
import { SendSheet } from './SendSheet.tsx'
import css from './decisions.module.css'

type Decision = UninvitedPerson['decisions'][number]

/** Who came to my meeting without being asked. I decide; what that sends is shown first. */
export function Decisions({ event, zone }: { readonly event: EventDetails; readonly zone: Zone }): ReactNode {
  const { objectId } = event.occurrence
  const { value } = useQuery('uninvited', { objectId })
  const [asking, setAsking] = useState<{ readonly person: UninvitedPerson; readonly decision: Decision } | null>(null)
  const people = value?.people ?? []
  const decide = async (person: UninvitedPerson, decision: Decision): Promise<void> => {
    const asked = { objectId, address: person.address, decision }
    const shown = await fetchQuery('decision-preview', asked)
    if (shown.error) return sayError(shown.error)
    if ((shown.value?.messages ?? 0) > 0) return setAsking({ person, decision })
    const result = await runCommand('decide-uninvited', asked)
    if (!result.ok) return sayError(result.error)
    if (result.value.queueIds.length > 0) offerUndo(result.value)
    else say(decision === 'add' ? `${person.name || person.address} stays in the list` : `${person.name || person.address} is left off the list; nobody is told`)
  }
  return (
    <div role="status" aria-label="To decide">
      {people.map((person) => {
        const words = uninvitedWords(person)
        return (
          <div key={person.address} className={css['person']} role="group" aria-label={person.name || person.address}>
            <Avatar address={person.address} name={person.name} answer={person.answer ?? undefined} />
            <div>
              <p>
                <b>{words.strong}</b> {words.rest}
              </p>
              {person.comment ? <p className="fg2">“{person.comment}”</p> : null}
              {person.name ? <p className={css['address']}>{person.address}</p> : null}
              <div className={css['acts']}>
                {person.decisions.map((decision, at) => (
                  <Button key={decision} size="small" kind={at === 0 ? 'primary' : 'default'} icon={decision === 'add' ? <UserRoundPlus size={14} /> : decision === 'refuse' ? <UserRoundX size={14} /> : undefined} onPress={() => void decide(person, decision)}>
                    {decisionWords(decision, person)}
                  </Button>
                ))}
              </div>
            </div>
          </div>
        )
      })}
      {asking ? <DecisionSheet event={event} zone={zone} {...asking} onClose={() => setAsking(null)} /> : null}
    </div>
  )
}

function DecisionSheet({ event, zone, person, decision, onClose }: { readonly event: EventDetails; readonly zone: Zone; readonly person: UninvitedPerson; readonly decision: Decision; readonly onClose: () => void }): ReactNode {
  const asked = { objectId: event.occurrence.objectId, address: person.address, decision }
  const preview = useQuery('decision-preview', asked)
  const command = useCommand('decide-uninvited')
  const act = async (): Promise<void> => {
    const result = await command.run(asked)
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  const who = person.name || person.address
  return (
    <Sheet label="Who will get what" isOpen onClose={onClose} width={448}>
      {preview.value ? (
        <SendSheet
          preview={preview.value}
          lead={decision === 'refuse' ? `${who} is told that this meeting is without them.` : `${who} comes into the list and is asked. Everybody else keeps their answer.`}
          verb="Send"
          danger={decision === 'refuse'}
          running={command.running}
          error={command.error}
          mailTo={(address) => mailAbout(address, event, zone, decision === 'refuse' ? 'refused' : 'invited')}
          onBack={onClose}
          onSend={() => void act()}
        />
      ) : preview.error ? (
        <AppErrorBlock error={preview.error} />
      ) : (
        <Spinner label="Looking who is told" />
      )}
    </Sheet>
  )
}
