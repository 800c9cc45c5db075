import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Scope } from '../../../shared/contract/basics.ts'
import type { EventDetails } from '../../../shared/contract/events.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { localDate } from '../../../shared/wording/dates.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog, Sheet } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { unselect, type InstanceRef } from '../../state/looking.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { scopeChoices } from './editor-model.ts'
import { mailAbout } from './mail-to.ts'
import { SendSheet } from './SendSheet.tsx'
import { needsLook } from './send-sheet-model.ts'
import css from './editor.module.css'

interface Props {
  readonly event: EventDetails
  readonly instance: InstanceRef
  readonly zone: Zone
  readonly onClose: () => void
}

/** Deletes or cancels: asks which dates, shows who will be told, and does it at once where nobody is. */
export function DeleteDialog({ event, instance, zone, onClose }: Props): ReactNode {
  const { occurrence } = event
  const series = occurrence.repeats && instance.recurrenceId !== null
  const invited = occurrence.role === 'attendee'
  const [scope, setScope] = useState<Scope | null>(series ? null : 'all')
  const preview = useQuery('delete-preview', scope === null ? null : { ...instance, scope })
  const remove = useCommand('delete-event')
  const run = async (tellOrganizer: boolean): Promise<void> => {
    if (scope === null) return
    const result = await remove.run({ ...instance, scope, tellOrganizer })
    if (!result.ok) return
    onClose()
    unselect()
    offerUndo(result.value)
  }
  const quiet = scope !== null && preview.value !== null && !needsLook(preview.value) && !invited
  // Nobody is told and it can be taken back: there is nothing to ask.
  const started = useRef(false)
  useEffect(() => {
    if (!quiet || started.current) return
    started.current = true
    void run(false)
  })

  if (scope === null) {
    return (
      <Dialog title={occurrence.role === 'organizer' && event.attendees.length > 0 ? 'Which dates do you want to cancel?' : 'Which dates do you want to delete?'} isOpen onClose={onClose}>
        <div className={css['choices']}>
          {scopeChoices(localDate(occurrence.startUtc, zone)).map((choice) => (
            <button key={choice.scope} type="button" className={css['choice']} onClick={() => setScope(choice.scope)}>
              <b>{choice.label}</b>
              <small>{choice.detail}</small>
            </button>
          ))}
        </div>
      </Dialog>
    )
  }
  if (preview.value === null || quiet) {
    return (
      <Dialog title="Delete" isOpen onClose={onClose}>
        {preview.error || remove.error ? <AppErrorBlock error={remove.error ?? preview.error ?? { kind: 'bug', effect: 'nothing-changed', retry: 'never' }} about={{ what: `“${occurrence.title}”` }} /> : <Spinner label="Looking who must be told" />}
      </Dialog>
    )
  }
  if (invited) {
    const organizer = event.organizer?.name || event.organizer?.address || 'the organizer'
    return (
      <Dialog
        title={`Remove “${occurrence.title || 'No title'}” from your calendar?`}
        isOpen
        onClose={onClose}
        actions={
          <>
            <Button kind="quiet" onPress={onClose}>
              Cancel
            </Button>
            <span className="grow" />
            <Button running={remove.running} onPress={() => void run(false)}>
              Remove, tell nobody
            </Button>
            <Button kind="primary" running={remove.running} onPress={() => void run(true)}>
              Decline and remove
            </Button>
          </>
        }
      >
        <p className="fg2">{organizer} expects an answer. “Decline and remove” sends one message to {organizer}.</p>
        {remove.error ? <AppErrorBlock error={remove.error} about={{ what: `“${occurrence.title}”` }} /> : null}
      </Dialog>
    )
  }
  return (
    <Sheet label="Who will be told" isOpen onClose={onClose} width={448}>
      <SendSheet
        preview={preview.value}
        lead={scope === 'all' ? 'The meeting is cancelled for everyone.' : scope === 'this' ? 'This date is cancelled. The others stay.' : 'This date and all later ones are cancelled.'}
        verb="Cancel and send"
        quietVerb="Cancel it"
        danger
        running={remove.running}
        error={remove.error}
        mailTo={(address) => mailAbout(address, event, zone, 'cancelled')}
        onBack={onClose}
        onSend={() => void run(false)}
      />
    </Sheet>
  )
}
