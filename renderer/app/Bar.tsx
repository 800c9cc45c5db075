import { ChevronLeft, ChevronRight, PanelLeft, Plus, Search as SearchIcon } from 'lucide-react'
import { memo, useCallback, useRef, type ReactNode } from 'react'
import { dayOf } from '../../shared/time/days.ts'
import type { Settings } from '../../shared/contract/app.ts'
import { Button, IconButton } from '../parts/Button.tsx'
import { Kbd } from '../parts/Chip.tsx'
import { Mark } from '../parts/Mark.tsx'
import { Menu } from '../parts/Menu.tsx'
import { Segmented } from '../parts/Segmented.tsx'
import { openPeopleGrid, showCalendar, showDate, useLooking, type CalendarMode, type Looking } from '../state/looking.ts'
import { useNow } from '../state/use-now.ts'
import { daysInView, stepDate, titleOf } from '../views/calendar/range.ts'
import css from './app.module.css'

export type View = CalendarMode | 'people'

export const viewNames: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
  { value: 'agenda', label: 'Agenda' },
  { value: 'people', label: 'People' },
]

export function showView(view: View): void {
  if (view === 'people') openPeopleGrid()
  else showCalendar(view)
}

export function toggleSidebar(): void {
  useLooking.setState((was) => ({ sidebarOpen: narrow() ? !(was.sidebarOpen && was.sidebarWanted) : !was.sidebarOpen, sidebarWanted: narrow() ? !(was.sidebarOpen && was.sidebarWanted) : was.sidebarWanted }))
}
/** Below this width the sidebar is folded unless it was asked for (design README, how screens adapt). */
const narrow = (): boolean => matchMedia('(max-width: 1180px)').matches

interface Props {
  readonly zone: string
  readonly settings: Settings
  readonly onNew: () => void
}

export function Bar({ zone, settings, onNew }: Props): ReactNode {
  const looking = useLooking()
  const today = dayOf(useNow(), zone)
  const date = looking.date ?? today
  const calendar = looking.route.kind === 'calendar'
  const title = calendar ? titleOf(looking.mode, date, daysInView(looking.mode, date, settings.weekStart)) : { main: routeTitles[looking.route.kind], extra: '' }
  const view: View | null = calendar ? looking.mode : looking.route.kind === 'people-grid' ? 'people' : null
  const latest = useRef({ mode: looking.mode, date })
  latest.current = { mode: looking.mode, date }
  const onStep = useCallback((direction: -1 | 1) => showDate(stepDate(latest.current.mode, latest.current.date, direction)), [])
  const unit = looking.mode === 'agenda' ? '30 days' : looking.mode
  return (
    <header className={css['bar']}>
      <BarStart open={looking.sidebarOpen} />
      <div className={css['start']}>
      {calendar ? (
        <>
          <Steps unit={unit} onStep={onStep} />
        </>
      ) : null}
      <h1 className={css['title']}>
        {title.main} {title.extra ? <span>{title.extra}</span> : null}
      </h1>
      </div>
      <span className={css['views']}>
        <Segmented label="View" value={view} options={viewNames} onChange={showView} />
      </span>
      <ViewMenu view={view} />
      <BarEnd onNew={onNew} />
    </header>
  )
}

// Memoised apart from the title, which is all that changes from week to week.
const BarStart = memo(function BarStart({ open }: { readonly open: boolean }): ReactNode {
  return (
    <div className={css['barStart']}>
      <Mark size={20} />
      <span className={css['name']}>Parley</span>
      <span className="grow" />
      <IconButton label={open ? 'Hide sidebar' : 'Show sidebar'} shortcut="B" onPress={toggleSidebar}>
        <PanelLeft size={16} />
      </IconButton>
    </div>
  )
})

const ViewMenu = memo(function ViewMenu({ view }: { readonly view: View | null }): ReactNode {
  return (
    <span className={css['viewMenu']}>
      <Menu label="View" entries={viewNames.map((one) => ({ id: one.value, label: one.label, selected: one.value === view, onAct: () => showView(one.value) }))}>
        <Button>{viewNames.find((one) => one.value === view)?.label ?? 'View'}</Button>
      </Menu>
    </span>
  )
})

const Steps = memo(function Steps({ unit, onStep }: { readonly unit: string; readonly onStep: (direction: -1 | 1) => void }): ReactNode {
  return (
    <>
      <Button onPress={() => showDate(null)}>Today</Button>
      <span className={css['pair']}>
        <IconButton label={`Previous ${unit}`} shortcut="Page Up" onPress={() => onStep(-1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton label={`Next ${unit}`} shortcut="Page Down" onPress={() => onStep(1)}>
          <ChevronRight size={16} />
        </IconButton>
      </span>
    </>
  )
})

const BarEnd = memo(function BarEnd({ onNew }: { readonly onNew: () => void }): ReactNode {
  return (
    <div className={css['end']}>
      <button type="button" className={css['search']} aria-label="Search" onClick={openSearch}>
        <SearchIcon size={14} aria-hidden="true" />
        <span>Search</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <Button kind="primary" icon={<Plus size={14} />} onPress={onNew}>
        New meeting <Kbd>N</Kbd>
      </Button>
    </div>
  )
})

export const openSearch = (): void => useLooking.setState({ searchOpen: true })

const routeTitles: Readonly<Record<Looking['route']['kind'], string>> = {
  calendar: 'Calendar',
  invites: 'Invitations',
  'people-grid': 'People and times',
  plan: 'Plan',
  queue: 'Not sent yet',
  settings: 'Settings',
  'add-account': 'Add an account',
}
