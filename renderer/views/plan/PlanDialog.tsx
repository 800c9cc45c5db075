import { useState, type ReactNode } from 'react'
import type { PlanView } from '../../../shared/contract/plans.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { Button } from '../../parts/Button.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Select, Switch, TextField } from '../../parts/Field.tsx'
import { stopAtUnread } from '../../parts/use-typed.ts'
import { useSettings } from '../../state/app-state.ts'
import css from './dialogs.module.css'

type Facts = Pick<PlanView, 'name' | 'startDate' | 'weeks' | 'useTentative'>

interface Props {
  readonly title: string
  readonly act: string
  readonly today: PlainDate
  readonly initial: Facts
  readonly onSave: (facts: Facts) => void
  readonly onClose: () => void
}

const lengths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 26]

export function PlanDialog({ title, act, today, initial, onSave, onClose }: Props): ReactNode {
  const { weekStart } = useSettings()
  const [name, setName] = useState(initial.name)
  const [startDate, setStartDate] = useState(initial.startDate)
  const [weeks, setWeeks] = useState(initial.weeks)
  const [useTentative, setUseTentative] = useState(initial.useTentative)
  const save = (): void => {
    if (!stopAtUnread()) onSave({ name: name.trim(), startDate, weeks, useTentative })
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" onPress={save}>
            {act}
          </Button>
        </>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField label="Name" value={name} onChange={setName} placeholder="Website relaunch" autoFocus />
        <div className={css['pair']}>
          <div className={css['labelled']}>
            <span>First day</span>
            <DateField label="First day" value={startDate} today={today} weekStart={weekStart as Weekday} onChange={setStartDate} />
          </div>
          <Select label="Length" value={String(weeks)} options={[...new Set([...lengths, weeks])].toSorted((a, b) => a - b).map((count) => ({ value: String(count), label: count === 1 ? '1 week' : `${count} weeks` }))} onChange={(value) => setWeeks(Number(value))} />
        </div>
        <Switch value={useTentative} onChange={setUseTentative}>
          <span>
            Tentative time may be planned
            <small className={css['help']}>Off: only time known to be free. Unknown time is never used, unless you take a person’s as free.</small>
          </span>
        </Switch>
      </form>
    </Dialog>
  )
}
