import { ArrowDown, ArrowUp, FileOutput, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { keptHereWords, keptOnThisComputerWords } from '../../../shared/wording/calendars.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Switch, TextField } from '../../parts/Field.tsx'
import { calendarFacts } from './account-words.ts'
import { exportIcs } from '../../state/export-ics.ts'
import { changeCalendar, moveCalendar } from './calendar-acts.ts'
import { HuePicker } from './HuePicker.tsx'
import css from './calendar-list.module.css'

interface Props {
  readonly account: AccountView
  readonly calendar: CalendarView
  readonly onDelete: () => void
}

/** Everything about one calendar. A text is taken when the field is left or Enter is pressed; the rest at once. */
export function CalendarSettings({ account, calendar, onDelete }: Props): ReactNode {
  const place = account.calendars.findIndex((one) => one.id === calendar.id)
  const kept = keptHereWords(calendar.keptHere, account.host)
  const gone = calendar.state === 'gone'
  return (
    <div className={css['settings']}>
      {calendar.rights.change && !gone ? <TextSetting label="Name" value={calendar.name} required onTake={(name) => void changeCalendar(calendar, { name })} /> : <h2>{calendar.name}</h2>}
      {gone ? <p className="t12 warn">{account.host} no longer has this calendar. What was in it is kept here until you remove it.</p> : null}
      <HuePicker value={calendar.hue} onChange={(hue) => void changeCalendar(calendar, { hue })} />
      {calendar.rights.change && !gone ? <TextSetting label="Description" value={calendar.description} rows={2} onTake={(description) => void changeCalendar(calendar, { description })} /> : calendar.description ? <p className="t12 fg2">{calendar.description}</p> : null}
      <Switch value={calendar.countsAsBusy} onChange={(countsAsBusy) => void changeCalendar(calendar, { countsAsBusy })}>
        Counts as busy
      </Switch>
      <p className="t11 fg3">{calendarFacts(calendar)}</p>
      {account.local ? <p className="t11 fg3">{keptOnThisComputerWords}</p> : null}
      {kept ? <p className="t11 fg3">{kept}</p> : null}
      <div className={css['files']}>
        <Button size="small" icon={<FileOutput size={14} />} onPress={() => void exportIcs({ kind: 'calendar', collectionId: calendar.id })}>
          Export
        </Button>
        {account.calendars.length > 1 ? (
          <Button size="small" onPress={() => void exportIcs({ kind: 'account', accountId: account.id })}>
            Export all {account.calendars.length} calendars
          </Button>
        ) : null}
      </div>
      <div className={css['acts']}>
        <IconButton label="Move up" size="small" isDisabled={place <= 0} onPress={() => void moveCalendar(account, calendar, -1)}>
          <ArrowUp size={14} />
        </IconButton>
        <IconButton label="Move down" size="small" isDisabled={place === account.calendars.length - 1} onPress={() => void moveCalendar(account, calendar, 1)}>
          <ArrowDown size={14} />
        </IconButton>
        <span className="grow" />
        {calendar.rights.remove || gone ? (
          <Button kind="quiet-danger" size="small" icon={<Trash2 size={14} />} onPress={onDelete}>
            {gone ? 'Remove…' : 'Delete…'}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly rows?: number
  readonly required?: boolean
  readonly onTake: (value: string) => void
}

function TextSetting({ label, value, rows, required = false, onTake }: TextProps): ReactNode {
  const [typed, setTyped] = useState(value)
  const take = (): void => {
    const text = typed.trim()
    if (required && text === '') return setTyped(value)
    if (text !== value) onTake(text)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        take()
      }}
    >
      <TextField label={label} value={typed} onChange={setTyped} onBlur={take} {...(rows === undefined ? {} : { rows })} />
    </form>
  )
}
