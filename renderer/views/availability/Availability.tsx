import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { AvailabilityPlan, AvailabilityView, HoursPeriod } from '../../../shared/contract/availability.ts'
import { troublesOf } from '../../../shared/freebusy/availability-plan.ts'
import { addDays, dayOf, startOfDay, type Weekday } from '../../../shared/time/days.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { BusyStrip, DayRuler } from '../../parts/BusyStrip.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { Select, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { stopAtUnread } from '../../parts/use-typed.ts'
import { ZonePicker } from '../../parts/ZonePicker.tsx'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import { say } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { Absences } from './Absences.tsx'
import { HoursEditor } from './HoursEditor.tsx'
import { ServerLines } from './ServerLines.tsx'
import css from './availability.module.css'

/** Settings page: when I can be met, and what others get of it. */
export function Availability({ weekStart }: { readonly weekStart: Weekday }): ReactNode {
  const { value, error } = useQuery('availability', {})
  const [chosen, setChosen] = useState<string | null>(null)
  if (error) return <AppErrorBlock error={error} />
  if (!value) return <Spinner label="Loading" />
  const view = value.people.find(({ personId }) => personId === chosen) ?? value.people[0]
  if (!view) return <p className="fg3">Add an account first: hours belong to somebody.</p>
  return (
    <div className={css['page']}>
      {value.people.length > 1 ? <Select label="Whose hours" value={view.personId} options={value.people.map(({ personId, address }) => ({ value: personId, label: address }))} onChange={setChosen} /> : null}
      <PlanEditor key={`${view.personId} ${view.updatedUtc ?? JSON.stringify(view.plan)}`} view={view} weekStart={weekStart} />
    </div>
  )
}

function PlanEditor({ view, weekStart }: { readonly view: AvailabilityView; readonly weekStart: Weekday }): ReactNode {
  const zone = useZone()
  const today = dayOf(useNow(), zone)
  const [plan, setPlan] = useState<AvailabilityPlan>(view.plan)
  const save = useCommand('save-availability')
  const set = (change: Partial<AvailabilityPlan>): void => setPlan((was) => ({ ...was, ...change }))
  const setPeriod = (id: string, change: Partial<HoursPeriod>): void => set({ periods: plan.periods.map((one) => (one.id === id ? { ...one, ...change } : one)) })
  const changed = JSON.stringify(plan) !== JSON.stringify(view.plan) || !view.saved
  const troubles = troublesOf(plan)
  // What stands on the servers may have been changed elsewhere since.
  useEffect(() => void runCommand('look-at-availability', { personId: view.personId, choose: null }), [view.personId])
  const act = async (): Promise<void> => {
    if (stopAtUnread()) return
    const result = await save.run({ personId: view.personId, plan })
    if (result.ok) say('Your hours are saved', 'Your servers are told now; below is what each made of it.')
  }
  return (
    <>
      <section className={css['group']} aria-label="Usual hours">
        <header>
          <h2>When you can be met</h2>
          <p className="fg3">Your usual week. Everything else is time outside of your hours. Drag over the week, or type the lines.</p>
        </header>
        <HoursEditor label="Usual hours" hours={plan.usual.hours} onChange={(hours) => set({ usual: { ...plan.usual, hours } })} />
        <div className={css['zone']}>
          On the clocks of <ZonePicker value={plan.zone} near={[zone]} onChange={(chosen) => set({ zone: chosen })} />
        </div>
      </section>
      <section className={css['group']} aria-label="Weeks that differ">
        <header>
          <h2>Weeks that differ</h2>
          <p className="fg3">Summer hours, a parental month, a term: in these dates these hours count instead.</p>
        </header>
        {plan.periods.map((period) => (
          <article key={period.id} className={css['period']} aria-label={period.name || 'Weeks that differ'}>
            <div className={css['periodHead']}>
              <TextField label="Name" hideLabel value={period.name} placeholder="Name" onChange={(name) => setPeriod(period.id, { name })} />
              <DateField today={today} weekStart={weekStart} label="From" value={period.from ?? today} onChange={(from) => setPeriod(period.id, { from })} />
              <DateField today={today} weekStart={weekStart} label="Until" value={period.until ?? today} onChange={(until) => setPeriod(period.id, { until })} />
              <IconButton label={`Take “${period.name || 'these weeks'}” away`} size="small" onPress={() => set({ periods: plan.periods.filter((one) => one.id !== period.id) })}>
                <Trash2 size={14} />
              </IconButton>
            </div>
            <HoursEditor label={period.name || 'Weeks that differ'} hours={period.hours} onChange={(hours) => setPeriod(period.id, { hours })} />
          </article>
        ))}
        <div>
          <Button size="small" kind="quiet" icon={<Plus size={14} />} onPress={() => set({ periods: [...plan.periods, { id: crypto.randomUUID(), name: '', from: today, until: addDays(today, 27), hours: plan.usual.hours }] })}>
            Add weeks
          </Button>
        </div>
      </section>
      <section className={css['group']} aria-label="Away">
        <header>
          <h2>Away</h2>
        </header>
        <Absences absences={plan.absences} today={today} weekStart={weekStart} onChange={(absences) => set({ absences })} />
      </section>
      <Preview view={view} plan={plan} zone={zone} today={today} />
      {troubles.length > 0 ? (
        <ul className={css['troubles']} role="status">
          {troubles.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
      {save.error ? <AppErrorBlock error={save.error} /> : null}
      <footer className={css['foot']}>
        <Button kind="primary" isDisabled={!changed} running={save.running} onPress={() => void act()}>
          Save your hours
        </Button>
        {changed && view.saved ? (
          <Button kind="quiet" onPress={() => setPlan(view.plan)}>
            Back to what was saved
          </Button>
        ) : null}
      </footer>
      <section className={css['group']} aria-label="Your servers">
        <header>
          <h2>Your servers</h2>
        </header>
        <ServerLines view={view} />
      </section>
    </>
  )
}

const weekMs = 7 * 86_400_000

/** The next two weeks as others get them, with my events over the hours. */
function Preview({ view, plan, zone, today }: { readonly view: AvailabilityView; readonly plan: AvailabilityPlan; readonly zone: string; readonly today: string }): ReactNode {
  const window = useMemo(() => ({ startUtc: startOfDay(today, zone), endUtc: startOfDay(addDays(today, 14), zone) }), [today, zone])
  const { value } = useQuery('availability-preview', { personId: view.personId, plan, window })
  return (
    <section className={css['group']} aria-label="What others get" aria-live="polite">
      <header>
        <h2>What others get</h2>
        <p className="fg3">Your events over your hours, for the next two weeks.</p>
      </header>
      {value === null ? <Spinner label="Making the preview" /> : null}
      {value === null
        ? null
        : [0, 1].map((n) => {
            const week = { startUtc: window.startUtc + n * weekMs, endUtc: Math.min(window.endUtc, window.startUtc + (n + 1) * weekMs) }
            return (
              <div key={n}>
                <DayRuler window={week} zone={zone} />
                <BusyStrip label={n === 0 ? 'This week' : 'Next week'} spans={value.spans} window={week} zone={zone} />
              </div>
            )
          })}
    </section>
  )
}
