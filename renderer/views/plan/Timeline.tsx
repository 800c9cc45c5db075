import { CalendarCheck, Minus, Pin, Plus, TriangleAlert } from 'lucide-react'
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import type { Interval } from '../../../shared/model/time.ts'
import type { PlanPerson } from '../../../shared/planning/plan.ts'
import type { Replan } from '../../../shared/planning/replan.ts'
import { troublesOf, type Trouble } from '../../../shared/planning/troubles.ts'
import { dayOf, startOfDay } from '../../../shared/time/days.ts'
import { troubleInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { timeInWords, timesInWords } from '../../../shared/wording/times.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { IconButton } from '../../parts/Button.tsx'
import { announce } from '../../state/announce.ts'
import { xOf, type Axis } from '../scheduling/axis.ts'
import { planningInput, type PlanContext } from '../../../shared/planning/read-plan.ts'
import { blocksOf, blockTimes, dayHeads, deadlineMarks, groundOf, type BlockBox, type GroundBox, type TimelineInput } from './timeline-model.ts'
import { byDays, lengthened, movedBy, resizedBy, steppedBy, workAxis } from './work-axis.ts'
import css from './timeline.module.css'

interface Props {
  readonly context: PlanContext
  readonly people: readonly PlanPerson[]
  readonly names: PlanNames
  readonly troubles: readonly Trouble[]
  readonly preview: Replan | null
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
  readonly onMove: (id: string, at: Interval) => void
  readonly onRemove: (id: string) => void
}

interface Held {
  readonly id: string
  readonly kind: 'move' | 'resize'
  readonly fromX: number
  readonly fromScroll: number
  readonly at: Interval
}

const zooms = [5, 8, 12, 20, 34] as const
/** From this width on a day is drawn wide enough for words in two hours. */
const wideFrom = 1_600
/** A press that moves less is a press. */
const slack = 4
const edge = 48

/** Everybody's time with the blocks in it; a block is moved by hand or by keys, and says at once whether it fits there. */
export function Timeline({ context, people, names, troubles, preview, chosen, onChoose, onMove, onRemove }: Props): ReactNode {
  const { plan, zone, nowUtc } = context
  const [zoom, setZoom] = useState(() => (window.innerWidth >= wideFrom ? 3 : 2))
  const [held, setHeld] = useState<Held | null>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const input = useMemo(() => planningInput(context), [context])
  const shownBlocks = useMemo(() => (preview === null ? plan.blocks : [...plan.blocks, ...preview.blocks]), [plan.blocks, preview])
  const axis = useMemo(
    () => workAxis({ window: { startUtc: startOfDay(plan.startDate, zone), endUtc: input.window.endUtc }, zone, hours: people.map((person) => person.hours), blocks: shownBlocks, unitsPerHour: zooms[zoom] ?? 12 }),
    [input.window.endUtc, plan.startDate, zone, people, shownBlocks, zoom],
  )
  const check = useMemo(() => ({ ...input, blocks: plan.blocks, nowUtc }), [input, plan.blocks, nowUtc])
  const judge = useCallback((id: string, at: Interval) => troublesOf({ ...(plan.blocks.find((block) => block.id === id) ?? { id, packageId: '', people: [] }), ...at }, check), [plan.blocks, check])
  const heldTroubles = held === null ? [] : judge(held.id, held.at)
  const model: TimelineInput = { axis, plan, people, names, troubles, preview, held: held === null ? null : { id: held.id, at: held.at, troubles: heldTroubles } }
  const grounds = useMemo(() => people.map((person) => groundOf(axis, person)), [axis, people])
  const rows = people.map((person, i) => ({ address: person.address, ground: grounds[i] ?? [], blocks: blocksOf(model, person.address) }))
  const heads = useMemo(() => dayHeads(axis), [axis])
  const marks = deadlineMarks(axis, plan, names, (id) => input.packages.find((one) => one.id === id)?.deadlineUtc ?? null)
  const today = dayOf(nowUtc, zone)
  const firstBlock = rows.flatMap((row) => row.blocks).find((box) => box.state !== 'ghost')
  const stop = rows.some((row) => row.blocks.some((box) => box.block.id === chosen)) ? chosen : (firstBlock?.block.id ?? null)

  // Begins at today; zooming keeps what is in the middle there.
  const middle = useRef<number | null>(null)
  useLayoutEffect(() => {
    const box = scroll.current
    if (!box) return
    const port = box.clientWidth - peopleWidth(box)
    box.scrollLeft = middle.current === null ? Math.max(0, xOf(axis, nowUtc) - 24) : Math.max(0, xOf(axis, middle.current) - port / 2)
    // The axis also changes with the plan; only the zoom and the first look move the view.
  }, [zoom]) // eslint-disable-line react-hooks/exhaustive-deps
  const zoomBy = (by: 1 | -1): void => {
    const box = scroll.current
    const next = zoom + by
    if (!box || zooms[next] === undefined) return
    const port = box.clientWidth - peopleWidth(box)
    const x = box.scrollLeft + port / 2
    middle.current = axis.parts.find((part) => x < part.x + part.width)?.startUtc ?? nowUtc
    setZoom(next)
  }

  const take = (id: string, at: Interval): void => {
    const found = judge(id, at)
    onMove(id, at)
    announce(`${blockTimes(at, zone)}. ${found[0] === undefined ? 'Fits' : troubleInWords(found[0], names)}`)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>, box: BlockBox): void => {
    if (event.button !== 0 || box.state === 'ghost') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const kind = (event.target as HTMLElement).closest('[data-grip]') ? 'resize' : 'move'
    setHeld({ id: box.block.id, kind, fromX: event.clientX, fromScroll: scroll.current?.scrollLeft ?? 0, at: { startUtc: box.block.startUtc, endUtc: box.block.endUtc } })
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const box = scroll.current
    const block = held === null ? undefined : plan.blocks.find((one) => one.id === held.id)
    if (held === null || block === undefined || !box) return
    const bounds = box.getBoundingClientRect()
    if (event.clientX > bounds.right - edge) box.scrollLeft += 12
    else if (event.clientX < bounds.left + peopleWidth(box) + edge) box.scrollLeft -= 12
    const units = (event.clientX - held.fromX + box.scrollLeft - held.fromScroll) * (getComputedStyle(box).direction === 'rtl' ? -1 : 1)
    const at = Math.abs(units) < slack ? block : held.kind === 'move' ? movedBy(axis, block, units) : resizedBy(axis, block, units)
    if (at.startUtc !== held.at.startUtc || at.endUtc !== held.at.endUtc) setHeld({ ...held, at: { startUtc: at.startUtc, endUtc: at.endUtc } })
  }
  const onPointerUp = (): void => {
    if (held === null) return
    const block = plan.blocks.find((one) => one.id === held.id)
    setHeld(null)
    if (block === undefined) return
    if (block.startUtc === held.at.startUtc && block.endUtc === held.at.endUtc) onChoose(block.id)
    else take(block.id, held.at)
  }
  useEffect(() => {
    if (held === null) return undefined
    const letGo = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setHeld(null)
      announce('Back where it was')
    }
    window.addEventListener('keydown', letGo, true)
    return () => window.removeEventListener('keydown', letGo, true)
  }, [held])

  const focusOn = (row: number, id: string): void => scroll.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-block="${CSS.escape(id)}"]`)?.focus()
  const onKeyDown = (event: KeyboardEvent, box: BlockBox, row: number): void => {
    const { block } = box
    const along = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const way = (rtl ? -along : along) as 1 | -1 | 0
    const act = (): boolean => {
      if (event.key === 'Delete' || event.key === 'Backspace') return onRemove(block.id), true
      if (event.key === '+' || event.key === '=') return zoomBy(1), true
      if (event.key === '-' || event.key === '−') return zoomBy(-1), true
      if (way !== 0 && event.altKey) return take(block.id, steppedBy(axis, block, way)), true
      if (way !== 0 && (event.ctrlKey || event.metaKey)) return take(block.id, byDays(axis, block, way)), true
      if (way !== 0 && event.shiftKey) return take(block.id, lengthened(block, way)), true
      if (event.altKey || event.ctrlKey || event.metaKey) return false
      const mine = rows[row]?.blocks.filter((one) => one.state !== 'ghost') ?? []
      const at = mine.findIndex((one) => one.block.id === block.id)
      if (way !== 0) return focusOn(row, mine[at + way]?.block.id ?? block.id), true
      const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (down === 0) return false
      for (let next = row + down; rows[next] !== undefined; next += down) {
        const near = rows[next]?.blocks.filter((one) => one.state !== 'ghost').toSorted((a, b) => Math.abs(a.x - box.x) - Math.abs(b.x - box.x))[0]
        if (near !== undefined) return focusOn(next, near.block.id), true
      }
      return true
    }
    if (!act()) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <section className={css['frame']} aria-label="Timeline">
      <div ref={scroll} className={css['scroll']} style={{ '--axis': axis.width } as CSSProperties}>
        <div className={css['head']}>
          <div className={css['corner']}>
            <b>Timeline</b>
            <span className="grow" />
            <span className={css['zoom']}>
              <IconButton label="Less detail" size="small" shortcut="−" onPress={() => zoomBy(-1)} isDisabled={zoom === 0}>
                <Minus size={12} />
              </IconButton>
              <IconButton label="More detail" size="small" shortcut="+" onPress={() => zoomBy(1)} isDisabled={zoom === zooms.length - 1}>
                <Plus size={12} />
              </IconButton>
            </span>
          </div>
          <div className={css['days']}>
            {heads.map((day) => (
              <span key={day.date} style={at(day)} data-today={day.date === today || undefined} data-week={day.week || undefined}>
                {day.width >= 38 || day.week ? day.label : (day.label.split(' ')[1] ?? '')}
              </span>
            ))}
            {marks.map((mark) => (
              <i key={mark.id} className={css['flag']} data-hue={mark.hue} style={{ '--x': mark.x } as CSSProperties} title={mark.label} />
            ))}
          </div>
        </div>
        {rows.map((row, i) => (
          <div key={row.address} className={css['row']} data-row={i} role="group" aria-label={names.person(row.address)}>
            <div className={css['person']}>
              <Avatar address={row.address} name={names.person(row.address)} size="small" />
              <span className="cut" title={names.person(row.address)}>{names.person(row.address)}</span>
            </div>
            <div className={css['track']}>
              <Ground boxes={row.ground} axis={axis} />
              {marks.map((mark) => (
                <i key={mark.id} className={css['limit']} data-hue={mark.hue} style={{ '--x': mark.x } as CSSProperties} />
              ))}
              <i className={css['now']} style={{ '--x': xOf(axis, nowUtc) } as CSSProperties} />
              {row.blocks.map((box) =>
                box.state === 'ghost' ? (
                  <span key={`ghost ${box.block.id}`} className={css['block']} data-hue={box.hue} data-state="ghost" style={at(box)} aria-hidden="true">
                    <b>{box.title}</b>
                    <small>{timesInWords(box.block.startUtc, box.block.endUtc, { zone })}</small>
                  </span>
                ) : (
                  <button
                    key={box.block.id}
                    type="button"
                    className={css['block']}
                    data-block={box.block.id}
                    data-hue={box.hue}
                    data-state={box.state}
                    data-placed={box.placed}
                    data-chosen={box.block.id === chosen || undefined}
                    data-held={held?.id === box.block.id || undefined}
                    data-trouble={box.troubles.length > 0 || undefined}
                    data-narrow={box.width < 22 ? 'bare' : box.width < 46 ? 'title' : undefined}
                    style={at(box)}
                    tabIndex={box.block.id === stop ? 0 : -1}
                    aria-label={box.label}
                    aria-pressed={box.block.id === chosen}
                    title={box.label}
                    onPointerDown={(event) => onPointerDown(event, box)}
                    onPointerMove={onPointerMove}
                    onPointerUp={onPointerUp}
                    onPointerCancel={() => setHeld(null)}
                    onClick={(event) => event.detail === 0 && onChoose(box.block.id)}
                    onKeyDown={(event) => onKeyDown(event, box, i)}
                  >
                    <b>
                      {box.troubles.length > 0 ? <TriangleAlert size={11} aria-hidden="true" /> : box.placed === 'yes' ? <CalendarCheck size={11} aria-hidden="true" /> : box.block.pinned ? <Pin size={11} aria-hidden="true" /> : null}
                      <span>{box.title}</span>
                    </b>
                    <small>{box.width < 84 ? timeInWords(box.block.startUtc, { zone }) : timesInWords(box.block.startUtc, box.block.endUtc, { zone })}</small>
                    {box.width >= 18 ? <i data-grip className={css['grip']} /> : null}
                  </button>
                ),
              )}
            </div>
          </div>
        ))}
      </div>
      {held !== null ? (
        <p className={css['bubble']} data-trouble={heldTroubles.length > 0 || undefined}>
          <b>{blockTimes(held.at, zone)}</b> · {heldTroubles[0] === undefined ? 'fits' : troubleInWords(heldTroubles[0], names)}
        </p>
      ) : null}
    </section>
  )
}

const Ground = memo(function Ground({ boxes, axis }: { readonly boxes: readonly GroundBox[]; readonly axis: Axis }): ReactNode {
  return (
    <>
      {axis.parts.map((part) => (
        <i key={part.startUtc} className={css['part']} data-kind={part.kind} style={at(part)} />
      ))}
      {boxes.map((box, i) => (
        <i key={i} className={css['ground']} data-kind={box.kind} style={at(box)} />
      ))}
    </>
  )
})

const at = ({ x, width }: { readonly x: number; readonly width: number }): CSSProperties => ({ '--x': x, '--w': width }) as CSSProperties

const peopleWidth = (box: HTMLElement): number => Number.parseFloat(getComputedStyle(box).getPropertyValue('--people')) || 0
