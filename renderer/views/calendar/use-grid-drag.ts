import { useCallback, useEffect, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import { dragThresholdPx, localOf, minutesOf, propose, type Grab, type Proposal, type Spot } from './drag-model.ts'
import { calendarAt, showDropCalendar } from '../../state/to-calendar.ts'
import { isLaned } from './day-model.ts'
import type { WeekModel } from './week-model.ts'

/** What a drag, or Alt and an arrow, asks for. Minutes are on the clock that is drawn. */
export type Dragged =
  | { readonly kind: 'move'; readonly occurrence: Occurrence; readonly startBy: number; readonly endBy: number }
  /** Let go over a calendar of the sidebar. */
  | { readonly kind: 'calendar'; readonly occurrence: Occurrence; readonly collectionId: CollectionId }
  | { readonly kind: 'create'; readonly localStart: string; readonly localEnd: string }
  | { readonly kind: 'create-all-day'; readonly startDate: PlainDate }

interface Drag {
  readonly occurrence: Occurrence | null
  readonly proposal: Proposal
}

interface Options {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly days: readonly PlainDate[]
  readonly model: WeekModel
  readonly zone: Zone
  readonly onDrop: (dropped: Dragged) => void
}

const snapMin = 15
const fineSnapMin = 5
/** So near to its lower or upper edge an event is stretched and not moved; small events keep most of themselves for moving. */
const gripPx = 7
/** Within this distance of an edge the grid scrolls, faster the farther out. */
const edgePx = 36

/** Pointer drags in the week: move, resize, create. A press that stays within the threshold remains a click. */
export function useGridDrag(options: Options): {
  readonly drag: Drag | null
  readonly handlers: { onPointerDown(event: PointerEvent): void; createAt(event: MouseEvent): void }
} {
  const [drag, setDrag] = useState<Drag | null>(null)
  const latest = useRef(options)
  latest.current = options
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])

  const onPointerDown = useCallback((event: PointerEvent): void => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const { scroller, days, model, zone } = latest.current
    const board = scroller.current
    const begun = board && grabAt(event.target as HTMLElement, board, { days, model, zone }, event.clientX, event.clientY)
    if (!board || !begun) return
    stop.current?.()
    stop.current = follow(event.nativeEvent, board, begun, {
      show: setDrag,
      drop: (dropped) => latest.current.onDrop(dropped),
      firstDay: days[0]!,
    })
  }, [])

  const createAt = useCallback((event: MouseEvent): void => {
    const { scroller, days } = latest.current
    const board = scroller.current
    const target = event.target as HTMLElement
    if (!board || target.closest('button')) return
    const spot = spotAt(board, event.clientX, event.clientY)
    if (target.closest('[data-lanes]')) latest.current.onDrop({ kind: 'create-all-day', startDate: days[spot.day]! })
    else if (target.closest('[data-date]')) {
      const start = spot.day * 1_440 + Math.floor(spot.minute / 30) * 30
      latest.current.onDrop({ kind: 'create', localStart: localOf(days[0]!, start), localEnd: localOf(days[0]!, start + 60) })
    }
  }, [])

  return { drag, handlers: { onPointerDown, createAt } }
}

interface Begun {
  readonly grab: Grab
  readonly occurrence: Occurrence | null
}

function grabAt(target: HTMLElement, board: HTMLElement, { days, model, zone }: Pick<Options, 'days' | 'model' | 'zone'>, x: number, y: number): Begun | null {
  const at = spotAt(board, x, y)
  const key = target.closest<HTMLElement>('[data-key]')?.dataset['key']
  const occurrence = key === undefined ? undefined : model.byKey.get(key)
  if (occurrence) {
    const span = minutesOf(occurrence, days[0]!, zone)
    const edge = edgeAt(target, occurrence, y)
    const kind = isLaned(occurrence) ? 'move-days' : edge === 'start' ? 'resize-start' : edge === 'end' ? 'resize-end' : 'move'
    return { occurrence, grab: { kind, at, ...span } }
  }
  if (target.closest('button') || !target.closest('[data-date]')) return null
  return { occurrence: null, grab: { kind: 'create', at, startMin: 0, endMin: 0 } }
}

/**
 * Which edge of an event lies under the pointer. Found by measuring: two more elements an event for this would
 * make the whole week a quarter slower to draw.
 */
export function edgeAt(target: HTMLElement, occurrence: Occurrence, y: number): 'start' | 'end' | null {
  const event = target.closest<HTMLElement>('[data-key]')
  if (!event || !occurrence.editable || isLaned(occurrence)) return null
  const box = event.getBoundingClientRect()
  const grip = Math.min(gripPx, box.height / 4)
  if (y > box.bottom - grip && event.dataset['goesOn'] === undefined) return 'end'
  if (y < box.top + grip / 2 && event.dataset['came'] === undefined) return 'start'
  return null
}

/** Day and minute under a point; outside of the grid the nearest. */
function spotAt(board: HTMLElement, x: number, y: number): Spot {
  const columns = [...board.querySelectorAll<HTMLElement>('[data-date]')].map((column) => column.getBoundingClientRect())
  const body = board.querySelector('[data-body]')!.getBoundingClientRect()
  let day = columns.findIndex((column) => x >= column.left && x < column.right)
  if (day < 0) day = columns.reduce((best, column, place) => (Math.abs(x - column.left) < Math.abs(x - columns[best]!.left) ? place : best), 0)
  return { day, minute: ((y - body.top) / body.height) * 1_440 }
}

interface Ends {
  readonly show: (drag: Drag | null) => void
  readonly drop: (dropped: Dragged) => void
  readonly firstDay: PlainDate
}

/** From press to release. Returns its stop, which leaves everything as it was. */
function follow(press: globalThis.PointerEvent, board: HTMLElement, { grab, occurrence }: Begun, { show, drop, firstDay }: Ends): () => void {
  let point = { x: press.clientX, y: press.clientY }
  let proposal: Proposal | null = null
  let fine = false
  let frame = 0

  /** An edge is pulled, or a new event drawn, in the grid alone. */
  const mayLeave = occurrence !== null && (grab.kind === 'move' || grab.kind === 'move-days')
  let over: CollectionId | null = null
  const update = (): void => {
    proposal = propose(grab, spotAt(board, point.x, point.y), fine ? fineSnapMin : snapMin)
    over = mayLeave ? calendarAt(point.x, point.y) : null
    showDropCalendar(over)
    show(over === null ? { occurrence, proposal } : null)
  }
  const scroll = (): void => {
    const view = board.getBoundingClientRect()
    const head = board.querySelector('[data-lanes]')?.getBoundingClientRect().bottom ?? view.top
    const over = point.y > view.bottom - edgePx ? point.y - (view.bottom - edgePx) : point.y < head + edgePx ? point.y - (head + edgePx) : 0
    if (over !== 0 && grab.kind !== 'move-days') {
      board.scrollTop += Math.max(-24, Math.min(24, over / 3))
      update()
    }
    frame = requestAnimationFrame(scroll)
  }
  const onMove = (event: globalThis.PointerEvent): void => {
    if (event.pointerId !== press.pointerId) return
    point = { x: event.clientX, y: event.clientY }
    fine = event.altKey
    if (!proposal && Math.hypot(point.x - press.clientX, point.y - press.clientY) < dragThresholdPx) return
    if (!proposal) frame = requestAnimationFrame(scroll)
    update()
  }
  const onUp = (event: globalThis.PointerEvent): void => {
    if (event.pointerId !== press.pointerId) return
    const made = proposal
    const into = over
    end()
    if (!made) return
    // The click that follows a drag is part of the drag.
    window.addEventListener('click', swallow, { capture: true, once: true })
    window.setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
    const dropped = into !== null && occurrence !== null ? { kind: 'calendar' as const, occurrence, collectionId: into } : droppedOf(made, grab, occurrence, firstDay)
    if (dropped) drop(dropped)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !proposal) return
    event.preventDefault()
    event.stopPropagation()
    end()
  }
  const end = (): void => {
    cancelAnimationFrame(frame)
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', onKey, { capture: true })
    showDropCalendar(null)
    show(null)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', onKey, { capture: true })
  return end
}

const swallow = (event: Event): void => {
  event.stopPropagation()
  event.preventDefault()
}

function droppedOf(made: Proposal, grab: Grab, occurrence: Occurrence | null, firstDay: PlainDate): Dragged | null {
  if (!occurrence) return { kind: 'create', localStart: localOf(firstDay, made.startMin), localEnd: localOf(firstDay, made.endMin) }
  const startBy = made.startMin - grab.startMin
  const endBy = made.endMin - grab.endMin
  return startBy === 0 && endBy === 0 ? null : { kind: 'move', occurrence, startBy, endBy }
}
