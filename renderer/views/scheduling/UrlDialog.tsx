import { useState, type ReactNode } from 'react'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { useCommand } from '../../state/use-command.ts'
import type { MeetingPerson } from '../../state/meeting-people.ts'
import { urlProblem } from './url-problem.ts'

interface Props {
  readonly person: MeetingPerson
  readonly onClose: () => void
  readonly onSaved: (address: string) => void
}

/** Gives a person a freebusy URL; it is kept and asked from then on. */
export function UrlDialog({ person, onClose, onSaved }: Props): ReactNode {
  const [url, setUrl] = useState(person.row.freebusyUrl ?? '')
  const [tried, setTried] = useState(false)
  const save = useCommand('set-person-url')
  const problem = urlProblem(url)
  const submit = async (value: string | null): Promise<void> => {
    setTried(true)
    if (value !== null && urlProblem(value) !== '') return
    const result = await save.run({ address: person.address, url: value })
    if (!result.ok) return
    onSaved(person.address)
    onClose()
  }
  return (
    <Dialog
      title={`Freebusy URL of ${person.name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {person.row.freebusyUrl ? (
            <Button kind="quiet-danger" onPress={() => void submit(null)}>
              Forget this URL
            </Button>
          ) : null}
          <span className="grow" />
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" running={save.running} onPress={() => void submit(url.trim())}>
            Keep and ask
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit(url.trim())
        }}
      >
        <TextField
          label="Address of the freebusy file"
          value={url}
          onChange={setUrl}
          type="url"
          placeholder="https://freelance.example/frank.vfb"
          error={tried ? problem : ''}
          help="Ask the person for it. It ends in .ifb, .vfb or .ics, or is a link their calendar made. It shows when they are busy, never with what."
          autoFocus
          large
        />
      </form>
      {save.error ? <AppErrorBlock error={save.error} about={{ what: 'The URL' }} /> : null}
    </Dialog>
  )
}
