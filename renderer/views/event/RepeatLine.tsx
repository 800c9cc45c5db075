import { ChevronDown, Repeat, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import type { DateException, RepeatRule } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import { repeatInWords } from '../../../shared/recurrence/describe.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { exceptionInWords } from '../../../shared/wording/finding.ts'
import { dateInWords } from '../../../shared/wording/times.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { dayNames, dayWords, endChoices, repeatChoices, toggleDay } from './editor-model.ts'
import css from './editor.module.css'

interface Props {
  readonly repeat: RepeatRule | null
  readonly start: PlainDate
  readonly today: PlainDate
  readonly weekStart: Weekday
  readonly error: string
  /** One date of a series: how it repeats is not its business. */
  readonly locked: boolean
  readonly onChange: (repeat: RepeatRule | null) => void
  /** Dates that are to be different; they are chosen on the people grid. */
  readonly exceptions: readonly DateException[]
  readonly onAsOthers: (date: string) => void
}

/** A sentence whose words are the controls; a rule they cannot say is kept as it came and told in words. */
export function RepeatLine({ repeat, start, today, weekStart, error, locked, onChange, exceptions, onAsOthers }: Props): ReactNode {
  const choices = repeatChoices(start, repeat)
  const said = repeat === null ? 'Does not repeat' : repeatInWords(repeat, { start })
  return (
    <div className={css['line']}>
      <Repeat size={16} aria-hidden="true" />
      <div>
        {locked ? (
          <p className={css['said']}>One date of a series</p>
        ) : (
          <div className={css['pair']}>
            <Menu label="Repeats" entries={choices.map((choice) => ({ id: choice.id, label: choice.label, selected: isChosen(choice.rule, repeat), onAct: () => onChange(choice.rule) }))}>
              <Button className={repeat === null ? '' : (css['pill'] ?? '')} kind={repeat === null ? 'default' : 'quiet'} aria-label={`Repeats: ${said}`}>
                {repeat === null ? said : repeat.custom === null ? (choices.find((choice) => isChosen(choice.rule, repeat))?.label ?? plainWords(repeat, start)) : said}
                <ChevronDown size={12} />
              </Button>
            </Menu>
            {repeat !== null && repeat.custom === null ? <EndOf repeat={repeat} start={start} today={today} weekStart={weekStart} onChange={onChange} /> : null}
          </div>
        )}
        {repeat !== null && repeat.custom === null && repeat.freq === 'weekly' && !locked ? (
          <div className={css['days']} role="group" aria-label="Days of the week">
            {dayWords.map((day) => (
              <ToggleButton key={day} aria-label={dayNames[day]} isSelected={repeat.days.includes(day)} onChange={() => onChange(toggleDay(repeat, day))} className={css['dayToggle'] ?? ''}>
                {dayNames[day].slice(0, 2)}
              </ToggleButton>
            ))}
          </div>
        ) : null}
        {repeat !== null && !locked && exceptions.length > 0 ? (
          <ul className={css['exceptions']} aria-label="Dates that are different">
            {exceptions.map((one) => (
              <li key={one.date}>
                {dateInWords(one.date)} {exceptionInWords(one.to)}
                <IconButton size="small" label={`${dateInWords(one.date)} as the others`} onPress={() => onAsOthers(one.date)}>
                  <X size={12} />
                </IconButton>
              </li>
            ))}
          </ul>
        ) : null}
        {repeat?.custom ? <p className={css['note']}>This rule is kept as it is unless you choose another.</p> : null}
        {error === '' ? null : (
          <p className={css['fieldError']} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}

const plainWords = (rule: RepeatRule, start: PlainDate): string => repeatInWords({ ...rule, end: { kind: 'never' } }, { start })

const isChosen = (rule: RepeatRule | null, now: RepeatRule | null): boolean =>
  rule === null || now === null ? rule === now : now.custom === null && rule.freq === now.freq && rule.interval === now.interval && rule.nth === now.nth && rule.days.join() === now.days.join()

function EndOf({ repeat, start, today, weekStart, onChange }: { readonly repeat: RepeatRule; readonly start: PlainDate; readonly today: PlainDate; readonly weekStart: Weekday; readonly onChange: (repeat: RepeatRule) => void }): ReactNode {
  const choices = endChoices(repeat, start)
  const { end } = repeat
  return (
    <>
      <Menu label="How long" entries={choices.map((choice) => ({ id: choice.id, label: choice.label, selected: choice.end.kind === end.kind, onAct: () => onChange({ ...repeat, end: choice.end }) }))}>
        <Button kind="quiet" className={css['pill'] ?? ''} aria-label={`Repeats ${choices.find((choice) => choice.end.kind === end.kind)?.label ?? ''}`}>
          {end.kind === 'until' ? 'until' : end.kind === 'count' ? 'for' : 'without end'} <ChevronDown size={12} />
        </Button>
      </Menu>
      {end.kind === 'until' ? <DateField label="Repeats until" value={end.date} today={today} weekStart={weekStart} onChange={(date) => onChange({ ...repeat, end: { kind: 'until', date } })} /> : null}
      {end.kind === 'count' ? (
        <label className={css['count']}>
          <input
            type="number"
            min={1}
            max={999}
            aria-label="Number of dates"
            value={end.count}
            onChange={(event) => {
              const count = Math.round(Number(event.target.value))
              if (count >= 1 && count <= 999) onChange({ ...repeat, end: { kind: 'count', count } })
            }}
          />
          dates
        </label>
      ) : null}
    </>
  )
}
