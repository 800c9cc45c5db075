import { useState, type ReactNode } from 'react'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { looksLikeAddress } from '../../parts/people-picker-model.ts'
import { fetchQuery } from '../../state/live-query.ts'
import { openEditor, type InstanceRef } from '../../state/looking.ts'

interface Props {
  readonly person: AttendeeView
  readonly instance: InstanceRef
  readonly zone: Zone
  readonly onClose: () => void
}

/** Another address for a person who could not be reached. It opens the editor, so that who gets what is seen before it is sent. */
export function AddressDialog({ person, instance, zone, onClose }: Props): ReactNode {
  const [address, setAddress] = useState(person.address)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const same = address.trim().toLowerCase() === person.address.toLowerCase()
  const problem = !looksLikeAddress(address) ? 'Enter a mail address, such as grace@work.example.' : same ? 'This is the address that could not be reached.' : ''
  const submit = async (): Promise<void> => {
    setTried(true)
    if (problem) return
    const found = await fetchQuery('event-draft', { ...instance, scope: 'all', zone })
    if (found.error) return setError(found.error)
    const draft = found.value?.draft
    onClose()
    if (draft) openEditor({ kind: 'draft', draft: { ...draft, attendees: draft.attendees.map((one) => (one.address.toLowerCase() === person.address.toLowerCase() ? { ...one, address: address.trim(), answer: 'needs-action' } : one)) } })
  }
  return (
    <Dialog
      title={`Another address for ${person.name || person.address}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" onPress={() => void submit()}>
            Use this address…
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField label="Address" type="email" value={address} onChange={setAddress} error={tried ? problem : ''} help="You see who gets what before anything is sent." autoFocus large />
      </form>
      {error ? <AppErrorBlock error={error} about={{ what: 'The meeting' }} /> : null}
    </Dialog>
  )
}
