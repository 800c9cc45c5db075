// Runs in the page: the people grid of the product; beside it the least that shows the same answers in plain elements (`plain`), and the
// very elements of the grid's first frame, given ready made as HTML (`ready`). They are mounted by name.
import '../../renderer/styles/tokens.css'
import '../../renderer/styles/reset.css'
import '../../renderer/styles/words.css'
import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { toTimeline } from '../../shared/freebusy/timeline.ts'
import { useAppState } from '../../renderer/state/app-state.ts'
import { useAccounts } from '../../renderer/state/asker.ts'
import { connect } from '../../renderer/state/connection.ts'
import { useLooking } from '../../renderer/state/looking.ts'
import { setClock } from '../../renderer/state/use-now.ts'
import { fixtureClient } from '../../renderer/testing/fixture-client.ts'
import { schedulingAnswers, storyDraft } from '../../renderer/testing/scheduling-story.ts'
import { PeopleGrid } from '../../renderer/views/scheduling/PeopleGrid.tsx'
import { busyPeriods, dayMs, days, from, minuteMs, zones } from './busy-people.mjs'

const window28 = { startUtc: from, endUtc: from + days * dayMs }
const asked = busyPeriods().map((periods, n) => ({
  address: `person${n}@south.example`,
  name: `Person Number${n}`,
  role: n % 25 === 0 ? 'required' : 'optional',
  spans: toTimeline(periods, window28, window28),
  zone: zones[n % zones.length],
}))

// ---- ours
const rowOf = ({ address, name, spans, zone }) => {
  const answer = { source: { kind: 'outbox', label: 'south.example', via: null }, askedAtUtc: from, coverage: window28, reason: null, spans }
  return { ...answer, address, name, kind: 'individual', isMe: false, state: 'answered', sources: [answer], sourcesDiffer: false, zone, workingHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1080, zone }, titles: [], freebusyUrl: null }
}
const rows = asked.map(rowOf)
/** Whoever asks is answered by their own calendars: a row that is still asked shimmers, and every frame would be painted for it. */
const mine = ({ address, name }) => ({ ...rowOf({ address, name, spans: asked[7].spans, zone: 'Europe/Berlin' }), isMe: true })
const there = new Set(asked.map(({ address }) => address))
/** What the core answers, ready made: how long it takes is measured elsewhere. */
const answers = { ...schedulingAnswers(), 'free-busy': ({ people }) => ({ rows: [...people.filter(({ address }) => !there.has(address)).map(mine), ...rows] }) }
const draft = {
  ...storyDraft(),
  when: { kind: 'timed', localStart: '2026-05-05T10:00:00', localEnd: '2026-05-05T11:00:00', zone: 'Europe/Berlin' },
  repeat: null,
  attendees: asked.map(({ address, name, role }) => ({ address, name, role, kind: 'individual', answer: 'needs-action' })),
}

const nothingProposed = { Ghosts: () => null, Menu: () => null }

/** As in the product: accounts and settings are known long before anybody opens the grid. */
let open
let known
const isKnown = new Promise((resolve) => (known = resolve))
function Page() {
  const [shown, setShown] = useState(false)
  const accounts = useAccounts()
  const state = useAppState().value
  useEffect(() => {
    open = setShown
    if (accounts.length > 0 && state !== null) known()
  }, [accounts, state])
  return shown ? createElement(PeopleGrid, { proposed: nothingProposed }) : null
}

// ---- plain: rows and blocks in sight and a screen more, made anew when the place changes; and the bar
const hourPx = 46
const rowPx = 32
const namesPx = 264
function plain() {
  app.innerHTML = `<div style="height:900px;overflow:auto;position:relative" data-plain><div style="position:relative;width:${namesPx + days * 24 * hourPx}px;height:${asked.length * rowPx}px"></div><i data-bar style="position:absolute;top:0;width:${hourPx}px;height:${asked.length * rowPx}px;left:${namesPx}px;background:#46c4"></i></div>`
  draw()
}
function draw() {
  const port = app.firstElementChild
  const first = Math.max(0, Math.floor(port.scrollTop / rowPx) - 4)
  const rowsHere = asked.slice(first, first + Math.ceil(port.clientHeight / rowPx) + 8)
  const left = from + ((port.scrollLeft - port.clientWidth) / hourPx) * 3_600_000
  const right = from + ((port.scrollLeft + port.clientWidth * 2) / hourPx) * 3_600_000
  let html = ''
  rowsHere.forEach(({ name, spans }, at) => {
    const top = (first + at) * rowPx
    html += `<div data-address style="position:absolute;top:${top}px;height:${rowPx}px;left:0;right:0;border-bottom:1px solid #eee"><span style="position:sticky;left:0;display:inline-block;width:${namesPx}px;background:#fff">${name}</span></div>`
    for (const { startUtc, endUtc, kind } of spans) {
      if (kind === 'free' || endUtc < left || startUtc > right) continue
      html += `<i data-kind="${kind}" style="position:absolute;top:${top + 5}px;height:22px;left:${namesPx + ((startUtc - from) / 3_600_000) * hourPx}px;width:${((endUtc - startUtc) / 3_600_000) * hourPx}px;background:#46c"></i>`
    }
  })
  port.firstElementChild.innerHTML = html
}

const app = document.getElementById('app')
/** After the next frame was given to the screen. */
const painted = () =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve(performance.now())
      channel.port2.postMessage(0)
    }),
  )
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
/** In the rows: the legend has such marks too, from the first moment on. */
const inRows = (...kinds) => kinds.map((kind) => `[data-address] [data-kind="${kind}"], [data-plain] [data-kind="${kind}"]`).join()
/** A row of the product holds all blocks of a kind in one outline. */
const drawnBlocks = () => [...app.querySelectorAll(inRows('busy', 'unavailable'))].reduce((sum, element) => sum + (element.getAttribute('d')?.split('M').length ?? 2) - 1, 0)
const drawnRows = () => app.querySelectorAll('[data-address]').length

/** Timers wait while the first frame is made and its cost is read: what the grid puts off until after it is counted by itself. */
const setTimer = window.setTimeout.bind(window)
let held = null
window.setTimeout = (...timer) => (held === null ? setTimer(...timer) : held.push(timer))

const mounted = { plain: () => plain(), ours: () => open(true), ready: (html) => (app.innerHTML = html) }
const isThere = () => drawnRows() >= 15 && app.querySelector(inRows('busy')) !== null

Object.assign(globalThis, {
  async prepare() {
    setClock(() => from + 8 * 60 * minuteMs)
    connect(fixtureClient({ occurrences: [] }, answers), window)
    useLooking.setState({ peopleGrid: { draft, backToEditor: false, proposing: null } })
    createRoot(app).render(createElement(Page))
    await isKnown
  },
  /** From the call to the frame that shows rows with their answers. */
  async mount(which, html) {
    held = []
    const began = performance.now()
    const there = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return
        observer.disconnect()
        resolve()
      })
      observer.observe(app, { childList: true, subtree: true })
    })
    mounted[which](html)
    await there
    return (await painted()) - began
  },
  firstFrame: () => app.innerHTML,
  /** What was put off until after the first frame: buttons, the row of everyone, times that work. */
  async finish(which) {
    const waiting = held ?? []
    held = null
    for (const timer of waiting) setTimer(...timer)
    if (which === 'plain') return
    const panel = () => app.querySelector('section[aria-label="Times that work"]')
    while (panel() === null || panel().textContent.includes('Comparing')) await nextFrame()
    await painted()
  },
  async close() {
    open(false)
    while (app.childElementCount > 0) await nextFrame()
    await painted()
  },
  /** Half a day to the right, again and again; at the end of what is loaded, back. */
  async pan(which, times) {
    const port = which === 'plain' ? app.firstElementChild : app.querySelector('[data-port]')
    const samples = []
    for (let i = 0; i < times; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 17))
      const began = performance.now()
      port.scrollLeft = port.scrollLeft + 12 * hourPx > days * 13 * hourPx ? 0 : port.scrollLeft + 6 * hourPx
      if (which === 'plain') draw()
      samples.push((await painted()) - began)
    }
    return samples
  },
  /** Half a screen down, again and again; from the end back to the top. */
  async scroll(which, times) {
    const port = which === 'plain' ? app.firstElementChild : app.querySelector('[data-port]')
    const samples = []
    for (let i = 0; i < times; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 17))
      const began = performance.now()
      port.scrollTop = port.scrollTop + 2 * port.clientHeight > asked.length * rowPx ? 0 : port.scrollTop + port.clientHeight / 2
      if (which === 'plain') draw()
      samples.push((await painted()) - began)
    }
    return samples
  },
  async toTop(which) {
    const port = which === 'plain' ? app.firstElementChild : app.querySelector('[data-port]')
    port.scrollTop = 0
    if (which === 'plain') draw()
    await painted()
  },
  /** Where the bar can be held with room on both sides of it, and where the port ends. */
  barInTheMiddle() {
    const port = app.querySelector('[data-port]')
    const bar = port.querySelector('[role="slider"]')
    const { right, left, width } = port.getBoundingClientRect()
    port.scrollLeft += bar.getBoundingClientRect().x - (left + width / 2)
    const at = bar.getBoundingClientRect()
    return { x: at.x + at.width / 2, y: at.y + at.height / 2, edge: right }
  },
  /** The bar is held already: a quarter of an hour at each step, to and fro. */
  async drag(which, x, times) {
    const samples = []
    for (let i = 1; i <= times; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 17))
      const began = performance.now()
      if (which === 'plain') app.querySelector('[data-bar]').style.left = `${x + (i % 20) * 12}px`
      else window.dispatchEvent(new PointerEvent('pointermove', { clientX: x + (i % 20) * 12, bubbles: true }))
      samples.push((await painted()) - began)
    }
    return samples
  },
  /** Proof that what was measured was there. */
  shown: () => ({ rowCount: Number(app.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? asked.length), drawn: drawnRows(), blocks: drawnBlocks(), nodes: app.querySelectorAll('*').length }),
})
