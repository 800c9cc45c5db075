import { CalendarCheck, CalendarRange, ChartGantt, ChevronDown, CircleAlert, Download, Pencil, Plus, Trash2, WandSparkles } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { PlanPackageView, PlanSummary, PlanView } from '../../../shared/contract/plans.ts'
import { changesNothing } from '../../../shared/planning/compare.ts'
import { planAnew, replan } from '../../../shared/planning/replan.ts'
import { dayOf, type Weekday } from '../../../shared/time/days.ts'
import { answersInWords } from '../../../shared/wording/busy.ts'
import { comparisonInWords, troubleInWords } from '../../../shared/wording/planning.ts'
import { dayInWords } from '../../../shared/wording/times.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Chip, Kbd } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { announce } from '../../state/announce.ts'
import { useSettings, useZone } from '../../state/app-state.ts'
import { askerFor, useAccounts } from '../../state/asker.ts'
import { askAgain, useQuery } from '../../state/live-query.ts'
import { openPlan } from '../../state/looking.ts'
import { calendarForNew } from '../../state/new-draft.ts'
import { offerUndo, say, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { nowUtc as nowOnce } from '../../state/use-now.ts'
import { BlockDetails } from './BlockDetails.tsx'
import { Capacity } from './Capacity.tsx'
import { exportPlan } from './export-plan.ts'
import { inviteTo } from './invite-to.ts'
import { PackageDialog } from './PackageDialog.tsx'
import { PackageList } from './PackageList.tsx'
import { planningInput, planPeople, troublesIn } from '../../../shared/planning/read-plan.ts'
import { capacityRows, firstWorkingDay, namesIn, packageStates, placeable, weeksOf, withBlockAt, withoutBlock, withoutPackage, withPackage, withSchedule } from './plan-model.ts'
import css from './plan.module.css'
import { PlanDialog } from './PlanDialog.tsx'
import { PlanLegend } from './PlanLegend.tsx'
import { PlanWatch } from './PlanWatch.tsx'
import { Preview } from './Preview.tsx'
import { Timeline } from './Timeline.tsx'
import { useOpenPlan, type OpenPlan } from './use-plan.ts'

/** Project planning: the plan asked for, else the one changed last, else a first one. */
export function Plan({ planId }: { readonly planId: string | null }): ReactNode {
  const { value, error } = useQuery('plans', {})
  const [making, setMaking] = useState(false)
  const plans = value?.plans
  if (error !== null && plans === undefined) return <AppErrorBlock error={error} about={{ what: 'Your plans' }} onRetry={() => askAgain('plans', {})} />
  if (plans === undefined) return null
  const shown = plans.find((one) => one.id === planId) ?? plans[0]
  return (
    <>
      {shown === undefined ? <FirstPlan onNew={() => setMaking(true)} /> : <Opened key={shown.id} planId={shown.id} plans={plans} onNew={() => setMaking(true)} />}
      {making ? <NewPlan onClose={() => setMaking(false)} /> : null}
    </>
  )
}

const FirstPlan = ({ onNew }: { readonly onNew: () => void }): ReactNode => (
  <EmptyState
    icon={<ChartGantt size={32} />}
    title="Plan a project in the free time of its people"
    actions={
      <Button kind="primary" icon={<Plus size={14} />} onPress={onNew}>
        New plan…
      </Button>
    }
  >
    Write down the work packages, who does them and by when. Parley finds the earliest dates in the time everybody has, also on other servers, and says where it does not know.
  </EmptyState>
)

function NewPlan({ onClose }: { readonly onClose: () => void }): ReactNode {
  const zone = useZone()
  const accounts = useAccounts()
  const { workingDays } = useSettings()
  const create = (name: string, startDate: string, weeks: number): void => {
    const me = askerFor(accounts, calendarForNew(accounts)?.id ?? '')
    const people: PlanView['people'] = me === null ? [] : [{ address: me.address.replace(/^mailto:/i, ''), name: me.name, kind: 'individual', assumeFree: false }]
    onClose()
    void runCommand('save-plan', { plan: { id: '', name, startDate, weeks, people, useTentative: false, packages: [], blocks: [], leftovers: [], plannedAtUtc: null } }).then((result) => {
      if (result.ok) openPlan(result.value.planId)
      else sayError(result.error)
    })
  }
  return <PlanDialog title="New plan" act="Create plan" today={dayOf(nowOnce(), zone)} initial={{ name: '', startDate: firstWorkingDay(dayOf(nowOnce(), zone), workingDays), weeks: 4, useTentative: false }} onClose={onClose} onSave={(made) => create(made.name, made.startDate, made.weeks)} />
}

interface OpenedProps {
  readonly planId: string
  readonly plans: readonly PlanSummary[]
  readonly onNew: () => void
}

function Opened({ planId, plans, onNew }: OpenedProps): ReactNode {
  const { live, open } = useOpenPlan(planId)
  if (live.error !== null && open === null) return <AppErrorBlock error={live.error} about={{ what: 'This plan' }} onRetry={() => askAgain('plan', { planId })} />
  if (open === null) return live.loading ? <Spinner label="Opening the plan" /> : null
  return <Board open={open} plans={plans} onNew={onNew} />
}

type Asking = 'anew' | 'replan' | null

function Board({ open, plans, onNew }: { readonly open: OpenPlan; readonly plans: readonly PlanSummary[]; readonly onNew: () => void }): ReactNode {
  const { plan, zone, save, isMe, busy, rows, usualHours, weekStart, nowUtc } = open
  const accounts = useAccounts()
  const root = useRef<HTMLElement>(null)
  const [editing, setEditing] = useState<PlanPackageView | 'new' | null>(null)
  const [settings, setSettings] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking>(null)

  const context = useMemo(() => ({ plan, rows, zone, weekStart, usualHours, nowUtc }), [plan, rows, zone, weekStart, usualHours, nowUtc])
  const names = useMemo(() => namesIn(plan, zone, rows), [plan, zone, rows])
  const people = useMemo(() => planPeople(context), [context])
  const weeks = useMemo(() => weeksOf(plan, zone, weekStart), [plan, zone, weekStart])
  const capacity = useMemo(() => capacityRows(people, weeks, nowUtc, plan.blocks), [people, weeks, nowUtc, plan.blocks])
  const troubles = useMemo(() => troublesIn(context), [context])
  // What a schedule would do is worked out after what is seen.
  const deferred = useDeferredValue(context)
  const known = rows.length > 0
  const proposal = useMemo(() => (known ? replan(planningInput(deferred), deferred.plan.blocks) : null), [deferred, known])
  const anew = useMemo(() => (asking === 'anew' ? planAnew(planningInput(deferred), deferred.plan.blocks, new Set(deferred.plan.blocks.filter((block) => block.pinned).map((block) => block.id))) : null), [asking, deferred])
  const shown = asking === 'anew' ? anew : asking === 'replan' ? proposal : null
  const states = useMemo(() => packageStates(plan, proposal?.misfits ?? [], troubles), [plan, proposal, troubles])
  const place = placeable(plan, isMe)
  const lacking = plan.packages.filter((one) => (states.get(one.id)?.plannedMin ?? 0) < one.minutes)
  const canPlan = known && lacking.some((one) => proposal !== null && !proposal.misfits.some((misfit) => misfit.packageId === one.id))
  const troubled = new Set(troubles.map((trouble) => trouble.blockId))
  const block = plan.blocks.find((one) => one.id === chosen) ?? null
  const done = plan.blocks.length > 0 && lacking.length === 0 ? Math.max(...plan.blocks.map((one) => one.endUtc)) : null

  const apply = useCallback(() => {
    if (shown === null) return
    save(withSchedule(plan, shown, nowOnce()))
    setAsking(null)
    announce(comparisonInWords(shown.changes))
  }, [shown, save, plan])
  /** The first schedule has nothing to lose and is simply made; later ones show first what would move. */
  const schedule = (): void => {
    if (!known || plan.packages.length === 0) return
    if (plan.blocks.length > 0) return setAsking('anew')
    const made = planAnew(planningInput(context), [], new Set())
    save(withSchedule(plan, made, nowOnce()))
    const out = made.misfits.length
    announce(`${comparisonInWords(made.changes)}${out > 0 ? `. ${out === 1 ? '1 package does' : `${out} packages do`} not fit` : ''}`)
  }
  const toCalendar = (blockIds: string[] | null): void => {
    const calendar = calendarForNew(accounts)
    if (calendar === null) return say('There is no calendar to write to', 'Add an account, or ask for the right to write.')
    void runCommand('place-plan', { planId: plan.id, collectionId: calendar.id, blockIds }).then((result) => {
      if (!result.ok) return sayError(result.error)
      if (result.value.queueIds.length > 0) offerUndo(result.value)
      else if (result.value.needSheet.length > 0) say('Meetings with people are moved one by one', 'Choose the block, then Update the meeting: you see who gets what before anything leaves.')
      else say('Nothing to place', 'Your blocks are in your calendar as they are here.')
    })
  }
  const moveBlock = useCallback(
    (id: string, at: { readonly startUtc: number; readonly endUtc: number }) => {
      save(withBlockAt(plan, id, at))
      setAsking(null)
    },
    [save, plan],
  )
  useEffect(() => {
    if (asking !== null && shown !== null && changesNothing(shown.changes)) announce('Nothing would change')
  }, [asking, shown])

  // The keys of the view work from the moment it is there.
  useEffect(() => root.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).closest('input, textarea, [role="menu"], [role="listbox"], [role="dialog"]') || event.ctrlKey || event.metaKey || event.altKey) return
    const keys: Record<string, () => void> = { a: () => setEditing('new'), s: schedule, Escape: () => (asking !== null ? setAsking(null) : setChosen(null)) }
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  const answers = answersInWords(rows, nowUtc)
  const first = troubles[0]
  return (
    <section ref={root} tabIndex={-1} className={css['board']} aria-label="Plan" data-note={first !== undefined || shown !== null || undefined} onKeyDown={onKeyDown}>
      <header className={css['bar']}>
        <Menu
          label="Plans"
          entries={[
            ...plans.map((one) => ({ id: one.id, label: one.name || 'Untitled plan', selected: one.id === plan.id, onAct: () => openPlan(one.id) })),
            'line' as const,
            { id: 'new', label: 'New plan…', icon: <Plus size={14} />, onAct: onNew },
            { id: 'edit', label: 'Name, weeks and rules…', icon: <Pencil size={14} />, onAct: () => setSettings(true) },
            { id: 'delete', label: 'Delete this plan…', icon: <Trash2 size={14} />, danger: true, onAct: () => setDeleting(true) },
          ]}
        >
          <Button kind="quiet" className={css['name'] ?? ''}>
            <span className={css['wholeName']} title={plan.name || undefined}>
              {plan.name || 'Untitled plan'}
            </span>
            <ChevronDown size={14} />
          </Button>
        </Menu>
        {done !== null ? (
          <Chip tone={troubled.size > 0 ? 'warn' : 'good'}>Done {dayInWords(done - 1, { zone, nowUtc })}</Chip>
        ) : lacking.length > 0 && plan.blocks.length > 0 ? (
          <Chip tone="warn">{lacking.length === 1 ? '1 package not planned' : `${lacking.length} packages not planned`}</Chip>
        ) : null}
        <span className="grow" />
        <Menu
          label="Export"
          entries={[
            { id: 'ics', label: 'Calendar file (.ics)', detail: 'Blocks as tentative events, packages as tasks', onAct: () => void exportPlan(plan.id, 'ics') },
            { id: 'csv', label: 'Table (.csv)', detail: 'A line for each block', onAct: () => void exportPlan(plan.id, 'csv') },
          ]}
        >
          <Button icon={<Download size={14} />}>
            Export <ChevronDown size={12} />
          </Button>
        </Menu>
        <Button kind={canPlan && asking === null ? 'primary' : 'default'} icon={<WandSparkles size={14} />} onPress={schedule} isDisabled={!known || plan.packages.length === 0}>
          {plan.blocks.length === 0 ? 'Schedule' : 'Plan anew…'} <Kbd>S</Kbd>
        </Button>
        <Button kind={!canPlan && asking === null && place.fresh + place.moved + place.leftovers > 0 ? 'primary' : 'default'} icon={<CalendarCheck size={14} />} onPress={() => toCalendar(null)} isDisabled={place.fresh + place.moved + place.leftovers + place.withPeople === 0}>
          {placeWords(place)}
        </Button>
      </header>

      {shown !== null ? (
        <Preview replan={shown} anew={asking === 'anew'} plan={plan} names={names} onApply={apply} onCancel={() => setAsking(null)} />
      ) : first !== undefined ? (
        <div className={css['note']} role="status">
          <CircleAlert size={14} aria-hidden="true" />
          <span>
            <b>{troubled.size === 1 ? '1 block no longer fits.' : `${troubled.size} blocks no longer fit.`}</b> {names.title(plan.blocks.find((one) => one.id === first.blockId)?.packageId ?? '')}: {troubleInWords(first, names)}
            {troubles.length > 1 ? `, and ${troubles.length - 1} more` : ''}
          </span>
          <span className="grow" />
          <Button size="small" onPress={() => setAsking('replan')}>
            Re-plan…
          </Button>
        </div>
      ) : null}

      <PackageList plan={plan} states={states} names={names} nowUtc={nowUtc} onEdit={setEditing} onAdd={() => setEditing('new')} />

      <div className={css['main']}>
        {plan.packages.length === 0 ? (
          <EmptyState
            icon={<CalendarRange size={32} />}
            title="What is there to do?"
            actions={
              <Button kind="primary" icon={<Plus size={14} />} onPress={() => setEditing('new')}>
                Add a package <Kbd>A</Kbd>
              </Button>
            }
          >
            A package is some hours of work for one or several people, with a deadline if it has one. As soon as people are in it, you see what time they have.
          </EmptyState>
        ) : (
          <>
            <Capacity plan={plan} rows={rows} capacity={capacity} weeks={weeks} nowUtc={nowUtc} names={names} asking={busy.asking} onAskAgain={() => busy.askAgain()} onAssume={(address, on) => save({ ...plan, people: plan.people.map((one) => (one.address === address ? { ...one, assumeFree: on } : one)) })} />
            <Timeline context={context} people={people} names={names} troubles={troubles} preview={shown} chosen={chosen} onChoose={setChosen} onMove={moveBlock} onRemove={(id) => save(withoutBlock(plan, id))} />
          </>
        )}
      </div>

      <footer className={css['foot']}>
        {block !== null ? (
          <BlockDetails
            block={block}
            plan={plan}
            names={names}
            troubles={troubles.filter((trouble) => trouble.blockId === block.id)}
            isMe={isMe}
            onPlace={() => toCalendar([block.id])}
            onInvite={() => void inviteTo({ block, plan, accounts, asker: open.asker, zone, isMe })}
            onUnpin={() => save({ ...plan, blocks: plan.blocks.map((one) => (one.id === block.id ? { ...one, pinned: false } : one)) })}
            onRemove={() => {
              save(withoutBlock(plan, block.id))
              setChosen(null)
              root.current?.focus({ preventScroll: true })
            }}
            onClose={() => setChosen(null)}
          />
        ) : (
          <>
            <span className={css['answers']}>
              {answers.map((part, i) => (
                <span key={part.text} className={part.tone === 'warn' ? 'warn' : ''}>
                  {i > 0 ? `, ${part.text}` : `${part.text.charAt(0).toUpperCase()}${part.text.slice(1)}`}
                </span>
              ))}
              . Working hours nobody told are taken to be yours.
            </span>
            <span className="grow" />
            {plan.blocks.some((one) => one.endUtc > nowUtc) ? <PlanWatch planId={plan.id} zone={zone} nowUtc={nowUtc} onLook={() => busy.askAgain()} /> : null}
            <PlanLegend />
          </>
        )}
      </footer>

      {editing !== null ? (
        <PackageDialog
          key={editing === 'new' ? 'new' : editing.id}
          plan={plan}
          one={editing === 'new' ? null : editing}
          me={open.asker}
          zone={zone}
          weekStart={weekStart as Weekday}
          onClose={() => setEditing(null)}
          onSave={(one, added) => {
            save(withPackage(plan, one, added, isMe))
            setEditing(null)
          }}
          onDelete={(id) => {
            save(withoutPackage(plan, id, isMe))
            setEditing(null)
          }}
        />
      ) : null}
      {deleting ? <DeletePlan plan={plan} onClose={() => setDeleting(false)} /> : null}
      {settings ? (
        <PlanDialog
          title="Name, weeks and rules"
          act="Save"
          today={dayOf(nowUtc, zone)}
          initial={plan}
          onClose={() => setSettings(false)}
          onSave={(changed) => {
            save({ ...plan, ...changed })
            setSettings(false)
          }}
        />
      ) : null}
      {busy.error ? <IconButton label="Free/busy could not be asked" size="small" onPress={() => busy.error && sayError(busy.error)} className={css['fault'] ?? ''}><CircleAlert size={14} /></IconButton> : null}
    </section>
  )
}

function placeWords({ fresh, moved, withPeople, leftovers }: ReturnType<typeof placeable>): string {
  if (fresh > 0) return `Place ${fresh} in my calendar`
  if (moved + leftovers > 0) return 'Update my calendar'
  return withPeople > 0 ? 'Update my calendar…' : 'Place in my calendar'
}

function DeletePlan({ plan, onClose }: { readonly plan: PlanView; readonly onClose: () => void }): ReactNode {
  const events = plan.blocks.filter((block) => block.placed !== null).length
  const remove = (): void => {
    onClose()
    void runCommand('delete-plan', { planId: plan.id }).then((result) => (result.ok ? openPlan(null) : sayError(result.error)))
  }
  return (
    <Dialog
      title={`Delete “${plan.name || 'Untitled plan'}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            Keep it
          </Button>
          <Button kind="danger" onPress={remove}>
            Delete plan
          </Button>
        </>
      }
    >
      <p>
        Its packages and blocks are deleted on this computer. {events > 0 ? `${events === 1 ? 'The event' : `The ${events} events`} placed from it stay${events === 1 ? 's' : ''} in your calendar.` : 'Nothing of it is in your calendar.'} Nobody is told.
      </p>
    </Dialog>
  )
}
