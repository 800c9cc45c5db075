import { CheckCheck, Inbox, X } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { InviteId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { askAgain, prefetch, useQuery } from '../../state/live-query.ts'
import { openInvite, useLooking, type InstanceRef } from '../../state/looking.ts'
import { undoNow } from '../../state/undo.ts'
import type { AnswerHandle } from './AnswerArea.tsx'
import { AnswerMany } from './AnswerMany.tsx'
import { verb, type Given } from './card-model.ts'
import { InviteCard } from './InviteCard.tsx'
import { InviteList } from './InviteList.tsx'
import { between, isAnswerable, neighbour, onwards, sectionsOf, withoutConflict } from './invites-model.ts'
import { WaitingMessages } from './WaitingMessages.tsx'
import { WatchList } from './WatchList.tsx'
import css from './invitations.module.css'

/** What others ask of me: the list on one side, the card of one on the other. Keys work wherever the focus is. */
interface Props {
  /** What was proposed for one meeting: another view, mounted by the shell. */
  readonly proposals: (instance: InstanceRef) => ReactNode
}

export function Invitations({ proposals }: Props): ReactNode {
  const route = useLooking((looking) => looking.route)
  const zone = useZone()
  const list = useQuery('invite-list', { zone })
  const watched = useQuery('watch-news', {}).value?.news ?? []
  const plans = useQuery('plan-news', {}).value?.news ?? []
  const views = list.value ? sectionsOf(list.value.items) : []
  const items = views.flatMap((view) => view.items)
  const wanted = route.kind === 'invites' ? route.inviteId : null
  // The place of the chosen one among what waits: from there one goes on once it is answered and has moved down.
  const [place, setPlace] = useState<Place | null>(null)
  // Nobody chose yet: the first of the list, and it stays that one when it is answered or something comes in above it.
  const chosen = [wanted, place?.of].find((id) => items.some((item) => item.id === id)) ?? items[0]?.id ?? null
  const [many, setMany] = useState<Many | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<InviteId>>(new Set())
  const lastMarked = useRef<InviteId | null>(null)
  const card = useRef<AnswerHandle>(null)
  const listRef = useRef<HTMLDivElement>(null)
  const clear = withoutConflict(items)
  const waiting = views.filter((view) => view.section !== 'answered').flatMap((view) => view.items.map((item) => item.id))
  const at = chosen === null ? -1 : waiting.indexOf(chosen)
  const following = at < 0 ? '' : waiting.slice(at + 1).join('\n')
  if (chosen !== null && at >= 0 && (place?.of !== chosen || place.following !== following)) setPlace({ of: chosen, following })
  else if (at < 0 && place !== null && place.of !== chosen) setPlace(null)
  const after = place === null || place.of !== chosen ? null : (place.following.split('\n').filter((id) => id !== '') as InviteId[])
  const next = onwards(views, chosen, after)

  // What was pressed is gone with the answer (the button, or the row, which moved down): the focus stays with the invitation.
  const keepFocus = useCallback(() => {
    if (document.activeElement === document.body) listRef.current?.querySelector<HTMLElement>('[aria-current="true"]')?.focus()
  }, [])
  // Back from the people grid, whose button had the focus: it is with the invitation again, and so are the keys.
  const ready = list.value !== null
  useEffect(() => {
    if (!ready || useLooking.getState().peopleGrid.backTo?.kind !== 'invites') return
    const frame = requestAnimationFrame(keepFocus)
    return () => cancelAnimationFrame(frame)
  }, [ready, keepFocus])
  const movedDown = after !== null && at < 0
  useEffect(() => {
    if (movedDown) keepFocus()
  }, [movedDown, keepFocus])

  useEffect(() => {
    if (next !== null && next !== chosen) void prefetch('invite-card', { inviteId: next, zone })
  }, [next, chosen, zone])

  const go = (id: InviteId | null): void => {
    if (id === null) return
    openInvite(id)
    requestAnimationFrame(() => listRef.current?.querySelector<HTMLElement>(`[data-invite="${CSS.escape(id)}"]`)?.focus())
  }
  // What was answered elsewhere, or called off meanwhile, is no longer among them.
  const chosenMany = items.filter((item) => marked.has(item.id) && isAnswerable(item))
  const mark = (id: InviteId, upTo = false): void => {
    const ids = upTo ? between(views, lastMarked.current, id) : items.filter((item) => item.id === id && isAnswerable(item)).map((item) => item.id)
    const on = upTo || !marked.has(id)
    lastMarked.current = id
    setMarked((was) => new Set(on ? [...was, ...ids] : [...was].filter((one) => !ids.includes(one))))
  }
  const unmark = (): void => setMarked(new Set())
  const answer = (given: Given): void => (chosenMany.length > 0 ? setMany({ title: questions[given], items: chosenMany, answer: given }) : card.current?.answer(given))
  const keys = useRef<Record<string, () => void>>({})
  keys.current = {
    j: () => go(next),
    k: () => go(neighbour(views, chosen, -1)),
    a: () => answer('accepted'),
    t: () => answer('tentative'),
    d: () => answer('declined'),
    p: () => card.current?.propose(),
    u: () => void undoNow(),
    ...(chosen === null ? {} : { x: () => mark(chosen) }),
    ...(chosenMany.length > 0 ? { escape: unmark } : {}),
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = keys.current[event.key.toLowerCase()]
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    // Before the keys of the shell, which knows other meanings of some letters.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])

  if (list.error && !list.value) {
    return (
      <div className={css['blank']}>
        <AppErrorBlock error={list.error} about={{ what: 'Your invitations' }} onRetry={() => askAgain('invite-list', { zone })} />
      </div>
    )
  }
  if (!list.value) return <div className={css['blank']}><Spinner label="Opening the invitations" /></div>
  if (items.length === 0) {
    return (
      <div className={css['empty']}>
        <WaitingMessages />
        <WatchList news={watched} plans={plans} zone={zone} />
        <EmptyState icon={<Inbox size={28} />} title="No invitations">
          Invitations, changes and cancellations from others appear here, with your own day beside them. What you answered stays until it is over.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={css['view']}>
      <section className={css['list']} aria-label="Invitations">
        <WaitingMessages />
        <WatchList news={watched} plans={plans} zone={zone} />
        <div className={css['top']} data-any={chosenMany.length > 0 || clear.length > 1 || undefined}>
          <span className={css['many']} role="status">
            {chosenMany.length > 0 ? `${chosenMany.length} chosen` : ''}
          </span>
          {chosenMany.length > 0 ? (
            <>
              {givens.map((given) => (
                <Button key={given} size="small" kind={given === 'accepted' ? 'primary' : 'default'} onPress={() => answer(given)}>
                  {verb[given]}…
                </Button>
              ))}
              <IconButton label="Choose none" shortcut="Esc" size="small" onPress={unmark}>
                <X size={14} />
              </IconButton>
            </>
          ) : clear.length > 1 ? (
            <Button size="small" icon={<CheckCheck size={14} />} onPress={() => setMany({ title: 'Nothing is in the way of these', items: clear, answer: 'accepted' })}>
              Accept {clear.length} without conflict…
            </Button>
          ) : null}
        </div>
        <InviteList ref={listRef} views={views} chosen={chosen} marked={marked} zone={zone} onChoose={go} onMark={mark} />
        <p className={css['keys']} aria-hidden="true">
          <span>
            <Kbd>J</Kbd> <Kbd>K</Kbd> move
          </span>
          <span>
            <Kbd>A</Kbd> <Kbd>T</Kbd> <Kbd>D</Kbd> answer
          </span>
          <span>
            <Kbd>P</Kbd> propose
          </span>
          <span>
            <Kbd>X</Kbd> choose
          </span>
          <span>
            <Kbd>U</Kbd> undo
          </span>
        </p>
      </section>
      <div className={css['stage']}>{chosen ? <InviteCard key={chosen} ref={card} inviteId={chosen} zone={zone} next={next !== chosen ? (items.find((item) => item.id === next) ?? null) : null} onNext={() => go(next)} onSettled={keepFocus} proposals={proposals} /> : null}</div>
      {many ? (
        <AnswerMany
          {...many}
          zone={zone}
          onClose={(answered) => {
            setMany(null)
            if (answered.length > 0) unmark()
          }}
        />
      ) : null}
    </div>
  )
}

interface Place {
  readonly of: InviteId
  /** Those below it, joined: a value that compares. */
  readonly following: string
}

/** Several that get one answer. */
interface Many {
  readonly title: string
  readonly items: readonly InviteItem[]
  readonly answer: Given
}

const givens: readonly Given[] = ['accepted', 'tentative', 'declined']
const questions: Readonly<Record<Given, string>> = { accepted: 'Accept all of these?', tentative: 'Maybe to all of these?', declined: 'Decline all of these?' }

/** Somebody types, or a sheet or menu has the keys. */
const isTaken = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]') !== null
