import { CheckCheck, Inbox } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { InviteId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { askAgain, prefetch, useQuery } from '../../state/live-query.ts'
import { openInvite, useLooking, type InstanceRef } from '../../state/looking.ts'
import { undoNow } from '../../state/undo.ts'
import { AcceptMany } from './AcceptMany.tsx'
import { InviteCard, type CardHandle } from './InviteCard.tsx'
import { InviteList } from './InviteList.tsx'
import { neighbour, sectionsOf, withoutConflict } from './invites-model.ts'
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
  const views = list.value ? sectionsOf(list.value.items) : []
  const items = views.flatMap((view) => view.items)
  const wanted = route.kind === 'invites' ? route.inviteId : null
  const chosen = items.some((item) => item.id === wanted) ? wanted : (items[0]?.id ?? null)
  const [many, setMany] = useState(false)
  const card = useRef<CardHandle>(null)
  const listRef = useRef<HTMLDivElement>(null)
  const clear = withoutConflict(items)
  const next = neighbour(views, chosen, 1)

  useEffect(() => {
    if (next !== null && next !== chosen) prefetch('invite-card', { inviteId: next, zone })
  }, [next, chosen, zone])

  const go = (id: InviteId | null): void => {
    if (id === null) return
    openInvite(id)
    requestAnimationFrame(() => listRef.current?.querySelector<HTMLElement>(`[data-invite="${CSS.escape(id)}"]`)?.focus())
  }
  const keys = useRef<Record<string, () => void>>({})
  keys.current = {
    j: () => go(neighbour(views, chosen, 1)),
    k: () => go(neighbour(views, chosen, -1)),
    a: () => card.current?.answer('accepted'),
    t: () => card.current?.answer('tentative'),
    d: () => card.current?.answer('declined'),
    u: () => void undoNow(),
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
        <WatchList news={watched} zone={zone} />
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
        <WatchList news={watched} zone={zone} />
        {clear.length > 1 ? (
          <div className={css['top']}>
            <Button size="small" icon={<CheckCheck size={14} />} onPress={() => setMany(true)}>
              Accept {clear.length} without conflict…
            </Button>
          </div>
        ) : null}
        <InviteList ref={listRef} views={views} chosen={chosen} zone={zone} onChoose={go} />
        <p className={css['keys']} aria-hidden="true">
          <span>
            <Kbd>J</Kbd> <Kbd>K</Kbd> move
          </span>
          <span>
            <Kbd>A</Kbd> <Kbd>T</Kbd> <Kbd>D</Kbd> answer
          </span>
          <span>
            <Kbd>U</Kbd> undo
          </span>
        </p>
      </section>
      <div className={css['stage']}>{chosen ? <InviteCard key={chosen} ref={card} inviteId={chosen} zone={zone} next={next !== chosen ? (items.find((item) => item.id === next) ?? null) : null} onNext={() => go(next)} proposals={proposals} /> : null}</div>
      {many ? <AcceptMany items={clear} zone={zone} onClose={() => setMany(false)} /> : null}
    </div>
  )
}

/** Somebody types, or a sheet or menu has the keys. */
const isTaken = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]') !== null
