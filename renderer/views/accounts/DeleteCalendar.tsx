import { useState, type ReactNode } from 'react'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { removalWords } from '../../../shared/wording/calendars.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './calendar-list.module.css'

/** What goes with it, in numbers. Where there is something to lose, its name is typed. */
export function DeleteCalendar({ account, calendar, onClose }: { readonly account: AccountView; readonly calendar: CalendarView; readonly onClose: () => void }): ReactNode {
  const [typed, setTyped] = useState('')
  const { value, error } = useQuery('calendar-removal', { id: calendar.id })
  const remove = useCommand('delete-calendar')
  const removal = value?.removal ?? null
  const gone = calendar.state === 'gone'
  const mustType = removal !== null && !gone && removal.events + removal.unsent > 0
  const ready = removal !== null && (!mustType || typed.trim() === calendar.name.trim())
  const submit = async (): Promise<void> => {
    const result = await remove.run({ id: calendar.id })
    if (!result.ok) return
    onClose()
    offerUndo(result.value)
  }
  return (
    <Dialog
      title={gone ? `Remove “${calendar.name}” from this computer?` : `Delete “${calendar.name}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Keep it</Button>
          <Button kind="danger" isDisabled={!ready} running={remove.running} onPress={() => void submit()}>
            {gone ? 'Remove' : 'Delete calendar'}
          </Button>
        </>
      }
    >
      {gone ? (
        <p>{account.host} no longer has it. What Parley kept of it goes from this computer.</p>
      ) : removal ? (
        <ul className={css['losses']}>
          {removalWords(removal, account.local).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : error ? (
        <AppErrorBlock error={error} />
      ) : (
        <Spinner label="Counting" />
      )}
      {mustType ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (ready) void submit()
          }}
        >
          <TextField label={`Type its name to delete it: ${calendar.name}`} value={typed} onChange={setTyped} autoFocus />
        </form>
      ) : null}
      {remove.error ? <AppErrorBlock error={remove.error} /> : null}
    </Dialog>
  )
}
