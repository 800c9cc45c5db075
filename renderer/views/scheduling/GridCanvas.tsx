import { ChevronDown, ChevronLeft, ChevronRight } from 'lucide-react'
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, type Ref } from 'react'
import { flushSync } from 'react-dom'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import type { SlotCounts } from '../../../shared/freebusy/slot.ts'
import { dayOf } from '../../../shared/time/days.ts'
import { answerAge, countParts, differSentence } from '../../../shared/wording/busy.ts'
import { dateInWords, timesInWords } from '../../../shared/wording/times.ts'
import { boxOf, instantAt, xOf, type Axis, type Box } from './axis.ts'
import type { FreeMark } from './free-marks.ts'
import { GridHead } from './GridHead.tsx'
import { groupName, type Group, type MeetingPerson, type Reports, reportFor } from '../../state/meeting-people.ts'
import { denseFrom, sourceName, type GridItem } from './grid-model.ts'
import { GridRow, SourceRow } from './GridRow.tsx'
import type { RowActs } from './UnknownActs.tsx'
import { rowShapes } from './row-paint.ts'
import { StatePatterns } from './StatePatterns.tsx'
import { dragTo, edgeScroll, snap15, type Drag, type Grip } from './meeting-bar.ts'
import { GhostBar, MeetingBar } from './MeetingBar.tsx'
import { drawnRows, inSight, rowsAtFirst, rowsInSight, stack, timeInSight, type Heights, type RowRange, type Sight } from './visible-rows.ts'
import css from './grid-canvas.module.css'

/** How near to the edge a drag begins to scroll. */
const edge = 48

export interface CanvasHandle {
  /** Brings a time into sight, where it is not. */
  readonly show: (slot: Interval, always?: boolean) => void
  readonly panDays: (direction: 1 | -1) => void
  /** Brings the row of whoever is chosen into sight and gives it the focus. */
  readonly focusRow: (address: string) => void
  readonly focusBar: () => void
}

interface Props {
  readonly ref: Ref<CanvasHandle>
  readonly axis: Axis
  readonly zone: Zone
  readonly second: { readonly zone: Zone; readonly who: string } | null
  readonly people: readonly MeetingPerson[]
  /** The rows in sight are on the screen: now the row of everyone is counted, and more is drawn around what is in sight. */
  readonly all: boolean
  readonly items: readonly GridItem[]
  readonly slot: Interval
  readonly reports: Reports
  readonly counts: SlotCounts
  readonly ghost: Interval | null
  /** More bars over the rows, given the place of a time. */
  readonly ghosts: (place: (span: Interval) => Box | null) => ReactNode
  readonly nowUtc: number
  readonly summary: string
  readonly freeMarks: readonly FreeMark[]
  readonly onFree: (direction: 1 | -1) => void
  readonly chosen: string | null
  readonly hovered: string | null
  readonly assumedFree: ReadonlySet<string>
  readonly compared: ReadonlySet<string>
  readonly acts: RowActs
  readonly adding: ReactNode
  readonly onSlot: (slot: Interval) => void
  readonly onChoose: (address: string) => void
  readonly onHover: (address: string | null) => void
  readonly onToggleGroup: (group: Group) => void
  readonly onNearEnd: () => void
  readonly onZoom: (direction: 1 | -1) => void
  readonly onDragging: (dragging: boolean) => void
}

export function GridCanvas(p: Props): ReactNode {
  const { axis, zone, items, slot } = p
  const scroller = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<Drag | null>(null)
  const dense = p.people.length >= denseFrom
  // The words in the group heads change with the slot, the lines below each other do not.
  const kinds = items.map((item) => (item.kind === 'person' && dense ? 'dense' : item.kind)).join(' ')
  const stacked = useMemo(() => stack(kinds === '' ? [] : kinds.split(' ').map((kind) => rowShapes[kind as keyof typeof rowShapes].height)), [kinds])
  const [opensAt] = useState(() => {
    const opened = boxOf(axis, slot)
    return opened ? showingAt(axis, slot, opened, window.innerWidth / 2) : 0
  })
  const { range, sight } = useRange(scroller, { stacked, axis, opensAt, all: p.all, onNearEnd: p.onNearEnd })
  const total = stacked.tops.at(-1) ?? 0
  const kept = useMemo(() => (p.chosen === null ? -1 : items.findIndex((item) => item.kind === 'person' && item.person.address === p.chosen)), [items, p.chosen])

  const timeAt = useCallback((clientX: number): number => (scroller.current ? timeUnder(axis, measure(scroller.current), clientX) : axis.startUtc), [axis])
  const show = useCallback(
    (wanted: Interval, always = false) => {
      const port = scroller.current
      const box = boxOf(axis, wanted)
      if (!port || !box) return
      const room = port.clientWidth - peopleWidth(port)
      const left = Math.abs(port.scrollLeft)
      if (!always && box.x >= left + 8 && box.x + box.width <= left + room - 8) return
      scrollTo(port, showingAt(axis, wanted, box, room))
    },
    [axis],
  )
  useImperativeHandle(p.ref, () => ({
    show,
    panDays: (direction) => {
      const port = scroller.current
      if (!port) return
      const left = Math.abs(port.scrollLeft)
      const starts = axis.parts.filter((part) => part.kind === 'day').map((part) => part.x)
      const next = direction === 1 ? starts.find((x) => x > left + 4) : starts.findLast((x) => x < left - 4)
      if (next !== undefined) scrollTo(port, next, 'smooth')
    },
    focusBar: () => scroller.current?.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true }),
    focusRow: (address) => {
      const at = items.findIndex((item) => item.kind === 'person' && item.person.address === address)
      const port = scroller.current
      if (!port || at < 0) return
      const top = stacked.tops[at] ?? 0
      const head = port.querySelector<HTMLElement>('[data-head]')?.offsetHeight ?? 0
      if (top < port.scrollTop) port.scrollTop = top
      else if (top + rowShapes.person.height > port.scrollTop + port.clientHeight - head) port.scrollTop = top + rowShapes.person.height - port.clientHeight + head
      port.querySelector<HTMLElement>(`[data-address="${CSS.escape(address)}"]`)?.focus({ preventScroll: true })
    },
  }))

  useZoomAnchor(scroller, axis, slot, p.onZoom)
  useKeepPlace(scroller, axis)
  useStillWhileTyping(scroller)

  // ---- dragging the meeting
  const live = useRef({ drag, axis, onSlot: p.onSlot, zone })
  live.current = { drag, axis, onSlot: p.onSlot, zone }
  // Measured when the bar is taken and when the port scrolls: to measure in every frame would lay everything out once more.
  const port = useRef<Measured | null>(null)
  const pointer = useRef({ x: 0, fine: false, keepTime: false })
  const toldUtc = useRef('')
  const follow = useCallback(() => {
    const { drag: now, axis: on, onSlot, zone: inZone } = live.current
    if (!now || !port.current) return
    const next = dragTo(now, timeUnder(on, port.current, pointer.current.x), pointer.current, inZone)
    const told = `${next.startUtc} ${next.endUtc}`
    if (told === toldUtc.current) return
    toldUtc.current = told
    // In the frame that is being made, not in the one after it.
    flushSync(() => onSlot(next))
  }, [])
  const { onDragging } = p
  const grab = (event: PointerEvent<HTMLElement>, grip: Grip): void => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    pointer.current = { x: event.clientX, fine: event.altKey, keepTime: event.shiftKey }
    toldUtc.current = ''
    if (scroller.current) port.current = measure(scroller.current)
    setDrag({ grip, from: slot, heldUtc: timeAt(event.clientX) })
    onDragging(true)
  }
  const stop = useCallback(() => {
    setDrag(null)
    onDragging(false)
  }, [onDragging])
  useEffect(() => {
    if (!drag) return undefined
    let frame = 0
    let moved = false
    const move = (event: globalThis.PointerEvent): void => {
      pointer.current = { x: event.clientX, fine: event.altKey, keepTime: event.shiftKey }
      moved = true
      wake()
    }
    const key = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      live.current.onSlot(drag.from)
      stop()
    }
    const look = (): void => {
      if (scroller.current) port.current = measure(scroller.current)
    }
    // Once a frame, however often the pointer tells; and no frame is asked for while it rests, but at the edge, where the grid goes on.
    const wake = (): void => {
      if (frame === 0) frame = requestAnimationFrame(scroll)
    }
    const scroll = (): void => {
      frame = 0
      const sight = port.current
      if (!sight || !scroller.current) return
      const by = edgeScroll(pointer.current.x - sight.left, sight.right - sight.left, edge)
      if (by !== 0) {
        scroller.current.scrollLeft += by
        look()
        wake()
      }
      if (by !== 0 || moved) follow()
      moved = false
    }
    wake()
    const scrolled = scroller.current
    scrolled?.addEventListener('scroll', look, { passive: true })
    const drop = (): void => {
      if (moved) follow()
      stop()
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', stop)
    window.addEventListener('keydown', key, true)
    return () => {
      cancelAnimationFrame(frame)
      scrolled?.removeEventListener('scroll', look)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', stop)
      window.removeEventListener('keydown', key, true)
    }
  }, [drag, follow, stop])

  const placeAt = (event: React.MouseEvent): void => {
    const target = event.target as HTMLElement
    if (target.closest('button, a, input, [role="rowheader"], [role="slider"]')) return
    const startUtc = snap15(timeAt(event.clientX), zone)
    p.onSlot({ startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc })
  }

  // A time inside a folded night is a line at its edge.
  const place = (span: Interval): Box | null => (span.endUtc <= axis.startUtc || span.startUtc >= axis.endUtc ? null : (boxOf(axis, span) ?? { x: xOf(axis, span.startUtc), width: 2 }))
  const box = boxOf(axis, slot) ?? { x: xOf(axis, slot.startUtc), width: 2 }
  const ghostBox = p.ghost ? boxOf(axis, p.ghost) : null
  const now = p.nowUtc > axis.startUtc && p.nowUtc < axis.endUtc ? xOf(axis, p.nowUtc) : null

  return (
    <div ref={scroller} data-port className={css['scroller']} data-dense={dense || undefined} style={{ '--axis': axis.width, '--hour': axis.unitsPerHour * (axis.tickMin >= 180 && axis.tickMin < 1440 ? 3 : axis.tickMin >= 1440 ? 24 : 1) } as CSSProperties}>
      <StatePatterns />
      <div className={css['content']}>
        <div data-head className={css['headBox']}>
          <GridHead
            axis={axis}
            zone={zone}
            second={p.second}
            people={p.people}
            crowd={p.all}
            today={dayOf(p.nowUtc, zone)}
            dragging={drag !== null}
            bubble={{ x: box.x + box.width / 2, when: `${dateInWords(dayOf(slot.startUtc, zone)).split(' ')[0]} ${timesInWords(slot.startUtc, slot.endUtc, { zone })}`, parts: countParts(p.counts) }}
            sight={sight}
            freeMarks={p.freeMarks}
            onFree={p.onFree}
          />
        </div>
        {/* The pointer only sets what keys and the bar set as well. */}
        <div
          role="grid"
          aria-label="People and their time"
          aria-rowcount={items.length}
          className={css['body']}
          style={{ '--total': total } as CSSProperties}
          onClick={placeAt}
          onMouseOver={(event) => p.onHover((event.target as HTMLElement).closest('[data-address]')?.getAttribute('data-address') ?? null)}
          onMouseLeave={() => p.onHover(null)}
          onFocus={(event) => {
            const address = (event.target as HTMLElement).closest('[role="row"]')?.getAttribute('data-address')
            if (address) p.onChoose(address)
          }}
        >
          <div className={css['ground']} data-ground role="presentation">
            {axis.parts.filter((part) => inSight(part, sight)).map((part) => (
              <i key={part.startUtc} className={part.kind === 'fold' ? css['fold'] : css['day']} style={{ '--x': part.x, '--w': part.width } as CSSProperties} />
            ))}
            {now === null ? null : <i className={css['now']} style={{ '--x': now } as CSSProperties} />}
          </div>
          {drawnRows(range, kept).map((index) => {
            const item = items[index]
            if (item === undefined) return null
            const top = stacked.tops[index] ?? 0
            if (item.kind === 'group') {
              const { group, people, summary } = item.view
              return (
                <div key={`group-${group}`} role="row" aria-rowindex={index + 1} className={css['group']} style={{ '--top': top } as CSSProperties}>
                  <div role="rowheader" className={css['groupName']}>
                    <button type="button" aria-expanded={!item.collapsed} onClick={() => p.onToggleGroup(group)}>
                      {item.collapsed ? <ChevronRight size={12} aria-hidden="true" /> : <ChevronDown size={12} aria-hidden="true" />}
                      <b>{groupName[group]}</b>
                      <span className="fg3">{people.length}</span>
                    </button>
                    <span className={css['groupState']}>{summary}</span>
                  </div>
                  <div role="gridcell" aria-label={summary} />
                </div>
              )
            }
            if (item.kind === 'source') {
              return <SourceRow key={`source-${item.person.address}-${item.answer.source.kind}-${item.answer.source.label}`} label={sourceName(item.answer)} age={answerAge(item.answer, p.nowUtc)} note={item.person.row.sourcesDiffer && items[index - 1]?.kind === 'person' ? differSentence : ''} reason={item.answer.reason?.text ?? ''} answer={item.answer} axis={axis} sight={sight} top={top} index={index} />
            }
            const { person } = item
            return (
              <GridRow
                key={person.address}
                person={person}
                axis={axis}
                slot={slot}
                report={p.reports.get(person) ?? reportFor(person, slot)}
                shape={dense ? rowShapes.dense : rowShapes.person}
                sight={hasWords(person.row) ? sight : anywhere}
                zone={zone}
                nowUtc={p.nowUtc}
                chosen={p.chosen === person.address}
                active={p.chosen === person.address || p.hovered === person.address}
                tabStop={p.chosen === null ? index === 1 : p.chosen === person.address}
                assumedFree={p.assumedFree.has(person.address)}
                compared={p.compared.has(person.address)}
                top={top}
                index={index}
                acts={p.acts}
              />
            )
          })}
        </div>
        <div className={css['bars']}>
          {ghostBox ? <GhostBar box={ghostBox} /> : null}
          <MeetingBar box={box} dragging={drag !== null} summary={p.summary} value={Math.round(slot.startUtc / 60_000)} onGrab={grab} onKeyDown={noKeys} />
          {p.ghosts(place)}
        </div>
        <div className={css['adding']}>{p.adding}</div>
      </div>
      <OffSight port={scroller} box={box} onPress={() => show(slot, true)} label={timesInWords(slot.startUtc, slot.endUtc, { zone })} />
    </div>
  )
}

/** Where to scroll to show `wanted` in so much room: to the begin of its day where that shows it too, else with it in the middle. */
function showingAt(axis: Axis, wanted: Interval, box: Box, room: number): number {
  const dayStart = axis.parts.find((part) => part.kind === 'day' && wanted.startUtc >= part.startUtc && wanted.startUtc < part.endUtc)?.x ?? box.x
  return Math.max(0, box.x + box.width + 60 < dayStart + room ? dayStart : box.x - (room - box.width) / 2)
}

/** Only titles are many, and only for them it matters what is in sight: all else is drawn once, however far the grid is panned. */
const hasWords = (row: BusyRow): boolean => row.titles.length > 0
const anywhere: Sight = { from: -Infinity, to: Infinity }

/** The keys of the bar are the keys of the whole grid; a slider must not do more of its own. */
const noKeys = (_event: KeyboardEvent<HTMLElement>): void => undefined

const peopleWidth = (port: HTMLElement): number => port.querySelector<HTMLElement>('[data-head] > div > div > div')?.offsetWidth ?? 0

/** Where the rows lie on the screen, beside the names, and how far they are scrolled from the first day. */
interface Measured {
  readonly left: number
  readonly right: number
  readonly scrolled: number
  readonly rtl: boolean
}

function measure(port: HTMLElement): Measured {
  const rtl = getComputedStyle(port).direction === 'rtl'
  // What a scrollbar takes of the width is no time.
  const start = port.getBoundingClientRect().left + port.clientLeft
  const people = peopleWidth(port)
  return { left: rtl ? start : start + people, right: rtl ? start + port.clientWidth - people : start + port.clientWidth, scrolled: Math.abs(port.scrollLeft), rtl }
}

const timeUnder = (axis: Axis, { left, right, scrolled, rtl }: Measured, clientX: number): number => instantAt(axis, (rtl ? right - clientX : clientX - left) + scrolled)

function scrollTo(port: HTMLElement, left: number, behavior: ScrollBehavior = 'instant'): void {
  const sign = getComputedStyle(port).direction === 'rtl' ? -1 : 1
  port.scrollTo({ left: Math.max(0, left) * sign, behavior })
}

/** What of the rows and of time lies in the port; false until it was looked at once. */
interface Port {
  readonly top: number
  readonly height: number
  readonly left: number
  readonly width: number
  readonly seen: boolean
}

/** At most so much of the window is rows when the grid opens: what lies above and below them is never less. */
const portAtFirst = (left: number): Port => ({ top: 0, height: window.innerHeight - 250, left, width: window.innerWidth - 250, seen: false })

/** A little to both sides, since how much room there is beside the names is not known yet. */
const sightAtFirst = ({ left, width }: Port): Sight => ({ from: left - width / 8, to: left + width })

/**
 * Which rows and which stretch of time are drawn; told anew only when they change. Also notices when the end of the loaded time comes near.
 * The port is read when it was scrolled or resized, after the browser has laid it out: to read it while rows come in would lay all of them
 * out twice. Until then only what a window of this size can show around `opensAt` is drawn, and the first frame has no row too many.
 */
function useRange(scroller: React.RefObject<HTMLDivElement | null>, { stacked, axis, opensAt, all, onNearEnd }: { readonly stacked: Heights; readonly axis: Axis; readonly opensAt: number; readonly all: boolean; readonly onNearEnd: () => void }): { readonly range: RowRange; readonly sight: Sight } {
  const port = useRef<Port | null>(null)
  port.current ??= portAtFirst(opensAt)
  const [range, setRange] = useState<RowRange>(() => rowsAtFirst(stacked, portAtFirst(opensAt).height))
  const [sight, setSight] = useState<Sight>(() => sightAtFirst(portAtFirst(opensAt)))
  const tell = useRef(onNearEnd)
  tell.current = onNearEnd
  const draw = useRef(() => undefined as void)
  draw.current = () => {
    const { top, height, left, width, seen } = port.current ?? portAtFirst(opensAt)
    if (!seen || !all) return
    const next = rowsInSight(stacked, top, height)
    setRange((was) => (was.from === next.from && was.to === next.to ? was : next))
    const stretch = timeInSight(left, width)
    setSight((was) => (was.from === stretch.from && was.to === stretch.to ? was : stretch))
    if (left + width * 2 > axis.width) tell.current()
  }
  useLayoutEffect(() => draw.current(), [stacked, axis, all])
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const look = (): void => {
      port.current = { top: element.scrollTop, height: element.clientHeight, left: Math.abs(element.scrollLeft), width: element.clientWidth, seen: true }
      draw.current()
    }
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller])
  return { range, sight }
}

/**
 * Ctrl and the wheel zoom around the pointer; keys and buttons around the meeting, or around the middle when it is out of
 * sight. The wheel alone pans where there is nothing to scroll down to.
 */
function useZoomAnchor(scroller: React.RefObject<HTMLDivElement | null>, axis: Axis, slot: Interval, onZoom: (direction: 1 | -1) => void): void {
  const zoom = useRef(onZoom)
  zoom.current = onZoom
  const anchor = useRef<{ instant: number; offset: number } | null>(null)
  const now = useRef(axis)
  now.current = axis
  useEffect(() => {
    const port = scroller.current
    if (!port) return undefined
    let lastZoom = 0
    const wheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        if (event.timeStamp - lastZoom < 120) return
        lastZoom = event.timeStamp
        const offset = event.clientX - port.getBoundingClientRect().left - peopleWidth(port)
        anchor.current = { instant: instantAt(now.current, Math.abs(port.scrollLeft) + offset), offset }
        zoom.current(event.deltaY < 0 ? 1 : -1)
      } else if (event.deltaX === 0 && port.scrollHeight <= port.clientHeight) {
        port.scrollLeft += event.deltaY
      }
    }
    port.addEventListener('wheel', wheel, { passive: false })
    return () => port.removeEventListener('wheel', wheel)
  }, [scroller])
  // The browser clamps the scroll place to the new width before the effect runs; what counts is where it was before.
  const scrolled = useRef(0)
  const before = useRef(axis)
  const held = useRef(slot)
  held.current = slot
  useLayoutEffect(() => {
    const port = scroller.current
    const was = before.current
    const aimed = anchor.current
    before.current = axis
    anchor.current = null
    if (!port || was.unitsPerHour === axis.unitsPerHour) return
    if (aimed) return scrollTo(port, xOf(axis, aimed.instant) - aimed.offset)
    const room = port.clientWidth - peopleWidth(port)
    const bar = xOf(was, held.current.startUtc) - scrolled.current
    const offset = bar >= 0 && bar <= room ? bar : room / 2
    scrollTo(port, xOf(axis, instantAt(was, scrolled.current + offset)) - offset)
  }, [axis, scroller])
  useEffect(() => {
    const port = scroller.current
    if (!port) return undefined
    const note = (): void => {
      scrolled.current = Math.abs(port.scrollLeft)
    }
    port.addEventListener('scroll', note, { passive: true })
    return () => port.removeEventListener('scroll', note)
  }, [scroller])
}

/** Time that is added before what is in sight must not push it away. */
function useKeepPlace(scroller: React.RefObject<HTMLDivElement | null>, axis: Axis): void {
  const before = useRef(axis)
  useLayoutEffect(() => {
    const port = scroller.current
    const was = before.current
    before.current = axis
    if (!port || was === axis || was.unitsPerHour !== axis.unitsPerHour) return
    if (was.startUtc === axis.startUtc && was.visible.startMin === axis.visible.startMin && was.visible.endMin === axis.visible.endMin) return
    scrollTo(port, xOf(axis, instantAt(was, Math.abs(port.scrollLeft))))
  }, [axis, scroller])
}

/**
 * The field for more people sticks to the edge, but the browser reveals the caret where the field would lie if it did not,
 * which is the first day: coming to it with Tab, or typing a name, would push the meeting out of sight.
 */
function useStillWhileTyping(scroller: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const port = scroller.current
    if (!port) return undefined
    const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && port.contains(target)
    const hold = (when: () => boolean): void => {
      const left = port.scrollLeft
      requestAnimationFrame(() => {
        if (port.scrollLeft !== left && when()) port.scrollLeft = left
      })
    }
    const typed = (event: Event): void => {
      if (isField(event.target)) hold(() => true)
    }
    // Tab may start anywhere, and the browser has scrolled before it tells of the focus.
    const tabbed = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Tab') hold(() => isField(document.activeElement))
    }
    const kinds = ['keydown', 'beforeinput', 'paste'] as const
    for (const kind of kinds) port.addEventListener(kind, typed, true)
    document.addEventListener('keydown', tabbed, true)
    return () => {
      for (const kind of kinds) port.removeEventListener(kind, typed, true)
      document.removeEventListener('keydown', tabbed, true)
    }
  }, [scroller])
}

type Side = 'none' | 'start' | 'end'
const sideOf = (box: { readonly x: number; readonly width: number }, { left, room }: { readonly left: number; readonly room: number }): Side => (box.x + box.width < left ? 'start' : box.x > left + room ? 'end' : 'none')

/** A way back to the meeting when it was scrolled out of sight. */
function OffSight({ port, box, onPress, label }: { readonly port: React.RefObject<HTMLDivElement | null>; readonly box: { readonly x: number; readonly width: number }; readonly onPress: () => void; readonly label: string }): ReactNode {
  const [side, setSide] = useState<Side>('none')
  // What is in sight is read when it is scrolled or resized, not when the meeting moves: reading it then would lay out everything twice.
  const sight = useRef({ left: 0, room: Infinity })
  const at = useRef(box)
  at.current = box
  useEffect(() => {
    const element = port.current
    if (!element) return undefined
    const look = (): void => {
      sight.current = { left: Math.abs(element.scrollLeft), room: element.clientWidth - peopleWidth(element) }
      setSide(sideOf(at.current, sight.current))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [port])
  useEffect(() => setSide(sideOf({ x: box.x, width: box.width }, sight.current)), [box.x, box.width])
  if (side === 'none') return null
  return (
    <button type="button" className={css['offSight']} data-side={side} onClick={onPress}>
      {side === 'start' ? <ChevronLeft size={12} aria-hidden="true" /> : null}
      Meeting {label}
      {side === 'end' ? <ChevronRight size={12} aria-hidden="true" /> : null}
    </button>
  )
}
