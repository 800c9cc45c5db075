import { ChevronDown, ChevronLeft, ChevronRight, CircleHelp, Clock, Filter, Lightbulb, Minus, Moon, Plus, SkipBack, SkipForward, Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { Hint } from '../../parts/Hint.tsx'
import { Menu, type MenuEntry } from '../../parts/Menu.tsx'
import { zoomSteps, type Zoom } from './axis.ts'
import type { Wish } from '../../state/free-search.ts'
import css from './people-grid.module.css'

interface Props {
  readonly wish: Wish
  readonly hasRooms: boolean
  /** People in the meeting, me among them. */
  readonly people: number
  readonly zoom: Zoom
  readonly nights: boolean
  readonly asTable: boolean
  readonly onWish: (wish: Wish) => void
  readonly onZoom: (zoom: Zoom) => void
  readonly onNights: (on: boolean) => void
  readonly onTable: (on: boolean) => void
  readonly times: boolean
  readonly onTimes: (open: boolean) => void
  readonly onToday: () => void
  readonly onPan: (direction: 1 | -1) => void
  readonly onFree: (direction: 1 | -1) => void
}

const whoWords = { required: 'All required', everyone: 'Everyone', 'required-one-room': 'All required + one room' } as const
/** So many choices of "at least so many" fit a menu. */
const mostChoices = 5
const gaps = [0, 10, 15, 30] as const
const gapWords = (minutes: number): string => (minutes === 0 ? 'No time needed between meetings' : `${minutes} min free before and after`)
const hoursWords = { theirs: 'Everyone’s own hours', mine: 'My working hours', any: 'Any hour' } as const
const unknownWords = { ask: 'Unknown: ask', free: 'Unknown: as free', busy: 'Unknown: as busy' } as const
const unknownDetail = { ask: 'Allowed, ranked lower, and named', free: 'For this search only', busy: 'Only times known for all' } as const

/** From all but one downwards; all of them is "everyone". */
const atLeastChoices = (people: number): number[] => Array.from({ length: Math.min(mostChoices, Math.max(0, people - 2)) }, (_, i) => people - 1 - i)

export function GridToolbar(p: Props): ReactNode {
  const { wish } = p
  const who = wish.who === 'required-one-room' && !p.hasRooms ? 'required' : wish.who
  return (
    <div className={css['tools']} role="toolbar" aria-label="Find a time">
      <Button onPress={p.onToday}>Today</Button>
      <span className={css['pair']}>
        <IconButton label="Earlier days" onPress={() => p.onPan(-1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton label="Later days" onPress={() => p.onPan(1)}>
          <ChevronRight size={16} />
        </IconButton>
      </span>
      <span className={css['sep']} />
      <Hint text="Earlier free" shortcut="[">
        <Button icon={<SkipBack size={14} />} onPress={() => p.onFree(-1)}>
          <span className={css['wider']}>Earlier free</span> <Kbd>[</Kbd>
        </Button>
      </Hint>
      <Hint text="Next free" shortcut="]">
        <Button onPress={() => p.onFree(1)}>
          <span className={css['wider']}>Next free</span> <SkipForward size={14} /> <Kbd>]</Kbd>
        </Button>
      </Hint>
      <span className={css['sep']} />
      <Menu
        label="Who must be free"
        entries={(Object.keys(whoWords) as (keyof typeof whoWords)[])
          .filter((key) => p.hasRooms || key !== 'required-one-room')
          .map((key): MenuEntry => ({ id: key, label: whoWords[key], selected: who === key, onAct: () => p.onWish({ ...wish, who: key }) }))
          .concat(atLeastChoices(p.people).map((n) => ({ id: `at-least-${n}`, label: `At least ${n} of ${p.people}`, selected: who === 'at-least' && wish.atLeast === n, onAct: () => p.onWish({ ...wish, who: 'at-least', atLeast: n }) })))}
      >
        <Hint text="Who must be free">
          <Button kind="quiet" icon={<Filter size={14} />}>
            <span className={css['wide']}>{who === 'at-least' ? `At least ${wish.atLeast} of ${p.people}` : whoWords[who]}</span> <ChevronDown size={12} />
          </Button>
        </Hint>
      </Menu>
      <Menu
        label="Which hours"
        entries={[
          ...(Object.keys(hoursWords) as Wish['hours'][]).map((key) => ({ id: key, label: hoursWords[key], selected: wish.hours === key, onAct: () => p.onWish({ ...wish, hours: key }) })),
          'line' as const,
          { id: 'tentative', label: 'Take tentative as free', selected: wish.ignoreTentative, onAct: () => p.onWish({ ...wish, ignoreTentative: !wish.ignoreTentative }) },
          'line' as const,
          ...gaps.map((minutes) => ({ id: `gap-${minutes}`, label: gapWords(minutes), selected: wish.bufferMin === minutes, onAct: () => p.onWish({ ...wish, bufferMin: minutes }) })),
        ]}
      >
        <Hint text="Which hours">
          <Button kind="quiet" icon={<Clock size={14} />}>
            <span className={css['wide']}>{hoursWords[wish.hours]}{wish.bufferMin > 0 ? `, ${wish.bufferMin} min between` : ''}</span> <ChevronDown size={12} />
          </Button>
        </Hint>
      </Menu>
      <Menu
        label="People nobody knows about"
        entries={(Object.keys(unknownWords) as Wish['unknownAs'][]).map((key) => ({ id: key, label: unknownWords[key], detail: unknownDetail[key], selected: wish.unknownAs === key, onAct: () => p.onWish({ ...wish, unknownAs: key }) }))}
      >
        <Hint text="People nobody knows about">
          <Button kind="quiet" icon={<CircleHelp size={14} />}>
            <span className={css['wide']}>{unknownWords[wish.unknownAs]}</span> <ChevronDown size={12} />
          </Button>
        </Hint>
      </Menu>
      <span className="grow" />
      <Hint text="Times that work">
        <Button kind="quiet" className={css['timesButton'] ?? ''} icon={<Lightbulb size={14} />} aria-expanded={p.times} onPress={() => p.onTimes(!p.times)}>
          <span className={css['wider']}>Times that work</span>
        </Button>
      </Hint>
      <IconButton label={p.nights ? 'Fold the nights' : 'Show the nights'} shortcut="H" aria-pressed={p.nights} onPress={() => p.onNights(!p.nights)}>
        <Moon size={14} />
      </IconButton>
      <Hint text={p.asTable ? 'As a grid' : 'As a table'} shortcut="V">
        <Button kind="quiet" icon={<Table2 size={14} />} aria-pressed={p.asTable} onPress={() => p.onTable(!p.asTable)}>
          <span className={css['wider']}>{p.asTable ? 'As a grid' : 'As a table'}</span>
        </Button>
      </Hint>
      <span className={css['zoom']} role="group" aria-label="Zoom">
        <IconButton label="Show more time" shortcut="−" isDisabled={p.zoom === 4} onPress={() => p.onZoom((p.zoom + 1) as Zoom)}>
          <Minus size={14} />
        </IconButton>
        <span>{zoomSteps[p.zoom].key}</span>
        <IconButton label="Show less time" shortcut="+" isDisabled={p.zoom === 0} onPress={() => p.onZoom((p.zoom - 1) as Zoom)}>
          <Plus size={14} />
        </IconButton>
      </span>
    </div>
  )
}
