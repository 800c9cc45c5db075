import { Clock, CloudOff, DoorOpen, Ellipsis, Globe, House, Link, LoaderCircle, Moon, Server } from 'lucide-react'
import { memo, useMemo, type CSSProperties, type ReactNode } from 'react'
import type { BusyAnswerView } from '../../../shared/contract/freebusy.ts'
import type { SlotReport } from '../../../shared/freebusy/slot.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { slotDetail, slotWord, sourceDetail, sourceLine, type SourceLine } from '../../../shared/wording/busy.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { IconButton } from '../../parts/Button.tsx'
import { Menu, type MenuEntry } from '../../parts/Menu.tsx'
import type { Axis, Box } from './axis.ts'
import { localTimeOf, nextRole, roleWord, type MeetingPerson } from '../../state/meeting-people.ts'
import { hitsOf, sourceTrack, trackOf, type TrackBlock } from './grid-model.ts'
import { paintOf, paintedKinds, rowShapes, wordedOf, type RowShape } from './row-paint.ts'
import { inSight, type Sight } from './visible-rows.ts'
import { StateMark } from '../../parts/StateMark.tsx'
import { againEntry, assumeEntry, firstName, mailEntry, UnknownActs, UnknownActsMenu, urlEntry, type RowActs } from './UnknownActs.tsx'
import css from './grid-row.module.css'

interface Props {
  readonly person: MeetingPerson
  readonly axis: Axis
  readonly slot: Interval
  readonly report: SlotReport
  readonly shape: RowShape
  readonly sight: Sight
  readonly zone: Zone
  readonly nowUtc: number
  readonly chosen: boolean
  /** Under the pointer or chosen: only there the menu is drawn, since 500 of them would be most of the work. */
  readonly active: boolean
  readonly assumedFree: boolean
  readonly compared: boolean
  readonly top: number
  readonly index: number
  readonly tabStop: boolean
  readonly acts: RowActs
}

const place = (box: Box): CSSProperties => ({ '--x': box.x, '--w': box.width }) as CSSProperties

export const GridRow = memo(function GridRow(p: Props): ReactNode {
  const { person, report } = p
  const local = localTimeOf(person, p.slot.startUtc, p.zone)
  const detail = slotDetail(report, p.zone)
  return (
    <div
      role="row"
      aria-rowindex={p.index + 1}
      aria-selected={p.chosen}
      tabIndex={p.tabStop ? 0 : -1}
      data-address={person.address}
      data-chosen={p.chosen || undefined}
      className={css['row']}
      style={{ '--top': p.top } as CSSProperties}
    >
      <div role="rowheader" className={css['person']}>
        <Who person={person} nowUtc={p.nowUtc} zone={p.zone} active={p.active} dense={p.shape === rowShapes.dense} assumedFree={p.assumedFree} compared={p.compared} acts={p.acts} />
        <AtSlot state={report.state} detail={detail} time={local?.text ?? null} shift={local?.shift ?? ''} offHours={local?.offHours ?? false} />
      </div>
      <div role="gridcell" className={css['track']} aria-label={detail || slotWord[report.state]}>
        <Blocks person={person} axis={p.axis} shape={p.shape} sight={p.sight} assumedFree={p.assumedFree} acts={p.acts} />
        {person.group === 'required' ? (
          <div className={css['hits']}>
            {hitsOf(person, report, p.axis).map((box) => (
              <i key={box.x} className={css['hit']} style={place(box)} />
            ))}
          </div>
        ) : null}
      </div>
    </div>
  )
})

type WhoProps = Pick<Props, 'person' | 'nowUtc' | 'zone' | 'active' | 'assumedFree' | 'compared' | 'acts'> & { readonly dense: boolean }

/** Who it is and where the answer comes from: the same wherever the meeting lies. */
const Who = memo(function Who(p: WhoProps): ReactNode {
  const { person } = p
  const part = partWord(person)
  return (
    <>
      {person.isRoom ? (
        <span className={css['room']} aria-hidden="true">
          <DoorOpen size={14} />
        </span>
      ) : (
        <Avatar address={person.address} name={person.name} />
      )}
      <span className={css['name']}>
        <span className="cut">
          {person.name}
          {part === '' ? null : <small>{part}</small>}
        </span>
        {/* In narrow rows it is seen under the pointer and the focus alone. */}
        {p.dense && !p.active ? null : <Source {...p} />}
      </span>
      {p.active ? <RowMenu person={person} assumedFree={p.assumedFree} compared={p.compared} acts={p.acts} /> : null}
    </>
  )
})

/** What they are in the meeting, where their group does not say it. */
function partWord(person: MeetingPerson): string {
  const me = person.isMe ? 'you' : ''
  if (person.isOrganizer) return me === '' ? 'organizer' : `${me}, organizer`
  return person.role === 'chair' || person.role === 'non-participant' ? `${me} ${roleWord[person.role]}` : me
}

function Source({ person, nowUtc, zone, assumedFree, compared, acts }: WhoProps): ReactNode {
  const source = sourceLine(person.row, nowUtc)
  return (
    <span className={css['source']} data-tone={source.tone} title={sourceDetail(person.row, nowUtc, zone) || undefined}>
      <SourceIcon icon={source.icon} />
      <span className="cut">{assumedFree ? 'taken as free for this search' : source.text}</span>
      {person.row.sourcesDiffer ? (
        <button type="button" className={css['differ']} aria-expanded={compared} onClick={() => acts.compare(person.address)}>
          sources differ
        </button>
      ) : null}
    </span>
  )
}

interface AtSlotProps {
  readonly state: SlotReport['state']
  readonly detail: string
  /** Their clock when the meeting begins. */
  readonly time: string | null
  readonly shift: string
  readonly offHours: boolean
}

/** The one part of a person that follows the meeting; of 30 of them few change with a quarter of an hour. */
const AtSlot = memo(function AtSlot({ state, detail, time, shift, offHours }: AtSlotProps): ReactNode {
  return (
    <span className={css['state']}>
      <span className={css['chip']} data-state={state} title={detail}>
        <StateMark state={state} />
        {slotWord[state]}
      </span>
      <span className={css['local']}>
        {time === null ? null : (
          <>
            {offHours ? <Moon size={11} aria-label="off hours" /> : null}
            {time}
            {shift ? <b> {shift}</b> : null}
          </>
        )}
      </span>
    </span>
  )
})

/**
 * The answer itself: drawn anew only when the answer or the scale changes, not while the meeting moves or the grid is panned. Whatever has
 * no words is one outline for each kind, however many blocks there are.
 */
const Blocks = memo(function Blocks({ person, axis, shape, sight, assumedFree, acts }: Pick<Props, 'person' | 'axis' | 'shape' | 'sight' | 'assumedFree' | 'acts'>): ReactNode {
  const track = useMemo(() => trackOf(person, axis), [person, axis])
  const worded = useMemo(() => wordedOf(track.blocks), [track])
  return (
    <>
      <Painted blocks={track.blocks} off={track.off} axis={axis} shape={shape} />
      {worded.filter((block) => inSight(block, sight)).map((block) => (
        <i key={`${block.kind}${block.x} ${block.width} ${block.title}`} className={css['block']} data-kind={block.kind} style={place(block)} title={block.title || undefined}>
          {block.kind === 'unknown' ? <Hole block={block} person={person} assumedFree={assumedFree} acts={acts} /> : block.title}
        </i>
      ))}
      {track.stale ? <i className={css['stale']} /> : null}
      {track.veil ? (
        <div className={css['veil']} data-kind={track.veil.kind}>
          <span className={css['pinned']}>
            <Why text={assumedFree ? `Unknown, taken as free for this search. ${track.veil.text}` : track.veil.text} plain={track.veil.kind === 'asking'} />
            {track.veil.kind === 'unknown' ? (
              <UnknownActs person={person} assumedFree={assumedFree} acts={acts} />
            ) : null}
          </span>
        </div>
      ) : null}
    </>
  )
})

/** From these widths on the words and all acts, or one button for them, fit a stretch beside each other. */
const roomForActs = 480
const roomForOne = 90

/** Time that an answer leaves open: why, and what to do about it. */
function Hole({ block, person, assumedFree, acts }: { readonly block: TrackBlock; readonly person: MeetingPerson; readonly assumedFree: boolean; readonly acts: RowActs }): ReactNode {
  return (
    <span className={css['hole']}>
      <Why text={assumedFree ? `Unknown, taken as free for this search. ${block.title}` : block.title} />
      {block.width >= roomForActs ? <UnknownActs person={person} assumedFree={assumedFree} acts={acts} /> : block.width >= roomForOne ? <UnknownActsMenu person={person} assumedFree={assumedFree} acts={acts} /> : null}
    </span>
  )
}

const fills = { busy: undefined, tentative: 'url(#state-tentative)', unavailable: 'url(#state-unavailable)' } as const

const Painted = memo(function Painted({ blocks, off, axis, shape }: { readonly blocks: readonly TrackBlock[]; readonly off: readonly Box[]; readonly axis: Axis; readonly shape: RowShape }): ReactNode {
  const paint = useMemo(() => paintOf({ blocks, off }, shape), [blocks, off, shape])
  if (paint.off === '' && paintedKinds.every((kind) => paint[kind] === '')) return null
  return (
    <svg className={css['paint']} width={axis.width} height={shape.height} aria-hidden="true">
      {paint.off === '' ? null : <path className={css['off']} d={paint.off} />}
      {paintedKinds.map((kind) => (paint[kind] === '' ? null : <path key={kind} data-kind={kind} d={paint[kind]} fill={fills[kind]} />))}
    </svg>
  )
})

function Why({ text, plain = false }: { readonly text: string; readonly plain?: boolean }): ReactNode {
  return (
    <span className={css['why']} data-plain={plain || undefined} title={text}>
      {plain ? null : <b aria-hidden="true">?</b>}
      {text}
    </span>
  )
}

const RowMenu = memo(function RowMenu({ person, assumedFree, compared, acts }: { readonly person: MeetingPerson; readonly assumedFree: boolean; readonly compared: boolean; readonly acts: RowActs }): ReactNode {
  const unknown = assumedFree || person.row.spans.some((span) => span.kind === 'unknown')
  const entries: MenuEntry[] = [
    ...(person.isOrganizer || person.isRoom
      ? []
      : [{ id: 'role', label: `Make ${roleWord[nextRole(person.role)]}`, shortcut: 'R', onAct: () => acts.setRole(person.address, nextRole(person.role)) }]),
    ...(person.isMe ? [] : [againEntry({ person, acts })]),
    ...(person.isMe || person.isRoom ? [] : [urlEntry({ person, acts })]),
    ...(unknown ? [assumeEntry({ person, assumedFree, acts })] : []),
    ...(person.row.sources.length > 1 ? [{ id: 'compare', label: 'Compare sources', selected: compared, onAct: () => acts.compare(person.address) }] : []),
    ...(person.isMe || person.isRoom ? [] : [mailEntry(person)]),
    ...(person.isOrganizer ? [] : (['line', { id: 'remove', label: `Remove ${firstName(person.name)}`, shortcut: 'Del', danger: true, onAct: () => acts.remove(person.address) }] as MenuEntry[])),
  ]
  if (entries.length === 0) return null
  return (
    <Menu label={`For ${person.name}`} entries={entries} placement="bottom end">
      <IconButton label={`More for ${person.name}`} size="small" className={css['more'] ?? ''}>
        <Ellipsis size={14} />
      </IconButton>
    </Menu>
  )
})

const icons = { own: House, server: Server, 'other-server': Globe, link: Link, unknown: CloudOff, asking: LoaderCircle, stale: Clock } as const

function SourceIcon({ icon }: { readonly icon: SourceLine['icon'] }): ReactNode {
  const Icon = icons[icon]
  return <Icon size={12} aria-hidden="true" />
}

/** One source of a person whose sources differ, under their row. */
interface SourceProps {
  readonly label: string
  /** When it said so, or why it says nothing. */
  readonly age: string
  readonly reason: string
  /** Said once, on the first of the sources that differ. */
  readonly note: string
  readonly answer: BusyAnswerView
  readonly axis: Axis
  readonly sight: Sight
  readonly top: number
  readonly index: number
}

export const SourceRow = memo(function SourceRow({ label, age, reason, note, answer, axis, sight, top, index }: SourceProps): ReactNode {
  const blocks = useMemo(() => sourceTrack(answer, axis), [answer, axis])
  return (
    <div role="row" aria-rowindex={index + 1} className={css['sourceRow']} style={{ '--top': top } as CSSProperties}>
      <div role="rowheader" className={css['person']}>
        <span className="cut fg3" title={note || undefined}>{age ? `${label} · ${age}` : label}</span>
      </div>
      <div role="gridcell" className={css['track']} aria-label={[reason || label, note].filter(Boolean).join('. ')}>
        <Painted blocks={blocks} off={noBoxes} axis={axis} shape={rowShapes.source} />
        {wordedOf(blocks).filter((block) => inSight(block, sight)).map((block) => (
          <i key={block.x} className={css['block']} data-kind={block.kind} style={place(block)} />
        ))}
      </div>
    </div>
  )
})

const noBoxes: readonly Box[] = []
