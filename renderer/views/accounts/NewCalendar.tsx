import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { type Hue, hues } from '../../../shared/model/hues.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import { keptOnThisComputerWords, noNewCalendarWords, thisComputer } from '../../../shared/wording/calendars.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Select, Switch, TextField } from '../../parts/Field.tsx'
import { onServers } from '../../state/asker.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { HuePicker } from './HuePicker.tsx'
import css from './calendar-list.module.css'

/** A calendar for one of the accounts, there at once and on the server as soon as it can be reached, or for this computer alone. */
export function NewCalendar({ accounts, accountId, onClose }: { readonly accounts: readonly AccountView[]; readonly accountId: AccountView['id']; readonly onClose: () => void }): ReactNode {
  const [where, setWhere] = useState<string>(accountId)
  const local = where === localAccount
  const account = accounts.find((one) => one.id === where) ?? (local ? undefined : accounts[0])
  const [name, setName] = useState('')
  const [hue, setHue] = useState<Hue>(() => unusedHue(accounts))
  const [description, setDescription] = useState('')
  const [countsAsBusy, setCountsAsBusy] = useState(true)
  const make = useCommand('make-calendar')
  if (account === undefined && !local) return null
  const submit = async (): Promise<void> => {
    const result = await make.run({ accountId: account?.id ?? localAccount, name: name.trim(), hue, description: description.trim(), countsAsBusy })
    if (!result.ok) return
    onClose()
    offerUndo(result.value)
  }
  const can = account === undefined || account.newCalendars === 'yes'
  const places = [...onServers(accounts).map((one) => ({ value: one.id as string, label: one.address })), { value: localAccount as string, label: thisComputer }]
  return (
    <Dialog
      title="New calendar"
      isOpen
      onClose={onClose}
      width={400}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={!can || name.trim() === ''} running={make.running} onPress={() => void submit()}>
            Make calendar
          </Button>
        </>
      }
    >
      <form
        className={css['new']}
        onSubmit={(event) => {
          event.preventDefault()
          if (can && name.trim() !== '') void submit()
        }}
      >
        <TextField label="Name" value={name} onChange={setName} autoFocus />
        <Select label="Where" value={account?.id ?? (localAccount as string)} options={places} onChange={setWhere} />
        {local ? <p className="t12 fg2">{keptOnThisComputerWords}</p> : null}
        {can || account === undefined ? null : <p className="t12 warn">{noNewCalendarWords(account.newCalendars === 'no-right' ? 'no-right' : 'unsupported', account.host)}</p>}
        <HuePicker value={hue} onChange={setHue} />
        <TextField label="Description" value={description} onChange={setDescription} rows={2} />
        <Switch value={countsAsBusy} onChange={setCountsAsBusy}>
          Counts as busy
        </Switch>
        {make.error ? <AppErrorBlock error={make.error} /> : null}
      </form>
    </Dialog>
  )
}

/** One that no calendar has yet, so that it is told from the others at once. */
function unusedHue(accounts: readonly AccountView[]): Hue {
  const used = new Set(accounts.flatMap((account) => account.calendars.map((calendar) => calendar.hue)))
  return hues.find((hue) => !used.has(hue) && hue !== 'slate') ?? 'blue'
}
