import { useState, type ReactNode } from 'react'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { openFreebusyFinder } from '../../state/looking.ts'
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
  const asksForPassword = person.row.reason?.code === 'sign-in' && person.row.freebusyUrl !== null
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const save = useCommand('set-freebusy-address')
  const remove = useCommand('remove-freebusy-address')
  const problem = urlProblem(url)
  const done = (): void => {
    onSaved(person.address)
    onClose()
  }
  const keep = async (): Promise<void> => {
    setTried(true)
    if (problem !== '') return
    const result = await save.run({ scope: 'person', subject: person.address, url: url.trim(), user: user.trim(), password: password === '' ? null : password, token: null })
    if (result.ok) done()
  }
  const forget = async (): Promise<void> => {
    const result = await remove.run({ scope: 'person', subject: person.address })
    if (result.ok) done()
  }
  const error = save.error ?? remove.error
  return (
    <Dialog
      title={`Freebusy URL of ${person.name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {person.row.freebusyUrl ? (
            <Button kind="quiet-danger" running={remove.running} onPress={() => void forget()}>
              Forget this URL
            </Button>
          ) : null}
          <span className="grow" />
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" running={save.running} onPress={() => void keep()}>
            Keep and ask
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
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
        {asksForPassword ? (
          <>
            <TextField label="User name there" value={user} onChange={setUser} autoComplete="off" />
            <TextField label="Password there" type="password" value={password} onChange={setPassword} autoComplete="off" help="Kept in this computer’s keychain, and sent to this server alone." />
          </>
        ) : null}
      </form>
      <Button kind="quiet" onPress={() => openFreebusyFinder(person.address)}>
        Find or test it…
      </Button>
      {error ? <AppErrorBlock error={error} about={{ what: 'The URL' }} /> : null}
    </Dialog>
  )
}
