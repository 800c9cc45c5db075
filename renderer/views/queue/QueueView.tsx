import { CircleAlert, Clock, Download, Send } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { CallInput } from '../../../shared/contract/calls.ts'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { tooLateWords } from '../../../shared/wording/undo.ts'
import { whyInVain } from '../../../shared/wording/retries.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Count } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Spinner } from '../../parts/Spinner.tsx'
import { useAppState, useZone } from '../../state/app-state.ts'
import { askAgain, fetchQuery, useQuery } from '../../state/live-query.ts'
import { goTo, openEditor, select } from '../../state/looking.ts'
import { openPlace } from '../../state/open-place.ts'
import { forgetStep, say, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { comparable, conflictWords, discardWords, exportText, goesByItself, groupRows, stateWords } from './queue-model.ts'
import { useFocusKept } from './use-focus-kept.ts'
import css from './queue.module.css'

/** Everything a person did that has not reached a server: waiting, or waiting for a decision. Nothing leaves this list by itself. */
export function QueueView(): ReactNode {
  const { value, error, loading } = useQuery('queue', {})
  const { needsYou, waiting } = groupRows(value?.rows ?? [])
  const focusKept = useFocusKept(value?.rows)
  if (error && !value)
    return (
      <div className={css['queue']}>
        <div className={css['inner']}>
          <AppErrorBlock error={error} about={{ what: 'What you did' }} onRetry={() => askAgain('queue', {})} />
        </div>
      </div>
    )
  const empty = value !== null && value.rows.length === 0
  return (
    <div className={css['queue']} tabIndex={-1} {...focusKept}>
      <div className={css['inner']} data-empty={empty || undefined}>
        {loading ? <Spinner label="Loading" /> : null}
        {empty ? (
          <EmptyState icon={<Send size={32} />} title="Everything has been sent">
            What you do while offline, and messages in their first seconds, wait here. You can take them back as long as they are here.
          </EmptyState>
        ) : null}
        {needsYou.length > 0 ? (
          <section className={css['group']}>
            <h2>
              Needs you <Count value={needsYou.length} tone="bad" label="rows" />
            </h2>
            <p>These could not be sent as they are. Nothing is lost; choose what becomes of each.</p>
            {needsYou.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </section>
        ) : null}
        {waiting.length > 0 ? (
          <section className={css['group']}>
            <h2>
              Not sent yet <Count value={waiting.length} label="rows" />
            </h2>
            {waiting.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </section>
        ) : null}
      </div>
    </div>
  )
}

function Row({ row }: { readonly row: QueueRow }): ReactNode {
  const zone = useZone()
  const online = useAppState().value?.online ?? true
  const now = useNow(row.state === 'held' ? 1_000 : 60_000)
  const [discarding, setDiscarding] = useState(false)
  const Icon = row.state === 'needs-you' ? CircleAlert : row.state === 'held' ? Clock : Send
  const words = row.conflict ? conflictWords(row.conflict.kind) : null
  const open = row.objectId
  const other = row.other
  const inVain = row.error && whyInVain(row.error)
  return (
    <article className={css['row']} data-state={row.state} data-row={row.id} aria-label={row.intent} tabIndex={-1}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <p className={css['intent']}>{row.intent}</p>
        <p className={css['state']}>{stateWords(row, { nowUtc: now, zone, online })}</p>
      </div>
      <div className={css['acts']}>
        {row.canUndo ? (
          <Button size="small" onPress={() => void undo(row)}>
            Undo
          </Button>
        ) : null}
        {row.state === 'held' || row.state === 'waiting' ? (
          <Button size="small" onPress={() => void act('send-now', { queueId: row.id })} isDisabled={!online || row.paused}>
            Send now
          </Button>
        ) : null}
        {row.state === 'needs-you' && !row.conflict && inVain === null ? (
          <Button size="small" onPress={() => void act('send-now', { queueId: row.id })}>
            Try again
          </Button>
        ) : null}
        {other ? (
          <Button
            size="small"
            onPress={() => {
              goTo({ kind: 'calendar' })
              void openPlace({ kind: 'event', objectId: other, recurrenceId: null }, zone)
            }}
          >
            Open the other one
          </Button>
        ) : null}
        {open ? (
          <Button
            size="small"
            kind="quiet"
            onPress={() => {
              select({ objectId: open, recurrenceId: null })
              goTo({ kind: 'calendar' })
            }}
          >
            Show event
          </Button>
        ) : null}
        {open && row.canEdit ? (
          <Button size="small" kind="quiet" onPress={() => openEditor({ kind: 'instance', instance: { objectId: open, recurrenceId: null }, scope: 'all' })}>
            Edit
          </Button>
        ) : null}
        <IconButton label={open ? 'Save a copy (.ics)' : 'Save a copy'} size="small" onPress={() => void saveCopy(row)}>
          <Download size={14} />
        </IconButton>
        {row.canUndo ? null : row.state === 'sending' ? null : (
          <Button size="small" kind="quiet-danger" onPress={() => setDiscarding(true)}>
            Discard…
          </Button>
        )}
      </div>
      {row.conflict && words ? (
        <div className={css['detail']}>
          <p className="fg2">
            {words.title}. {words.safe}
          </p>
          {comparable(row.conflict.fields).length > 0 ? <Versions fields={comparable(row.conflict.fields)} /> : null}
          <div className="row">
            <Button size="small" onPress={() => void act('resolve-conflict', { queueId: row.id, keep: 'mine' })}>
              {words.mine}
            </Button>
            <Button size="small" onPress={() => void act('resolve-conflict', { queueId: row.id, keep: 'theirs' })}>
              {words.theirs}
            </Button>
          </div>
        </div>
      ) : row.error && !goesByItself(row) ? (
        <div className={css['detail']}>
          <AppErrorBlock error={row.error} about={{ what: 'What you did' }} />
          {row.state === 'needs-you' && inVain !== null ? <p className="t12 fg3">Trying again would not help. {inVain}</p> : null}
        </div>
      ) : null}
      {discarding ? (
        <Dialog
          title="Discard this?"
          isOpen
          onClose={() => setDiscarding(false)}
          actions={
            <>
              <span className="grow" />
              <Button onPress={() => setDiscarding(false)}>Keep it</Button>
              <Button
                kind="danger"
                onPress={() => {
                  setDiscarding(false)
                  void act('discard-queued', { queueId: row.id })
                }}
              >
                Discard
              </Button>
            </>
          }
        >
          <p>{row.intent}</p>
          <p className="fg3">{discardWords(row)}</p>
        </Dialog>
      ) : null}
    </article>
  )
}

function Versions({ fields }: { readonly fields: NonNullable<QueueRow['conflict']>['fields'] }): ReactNode {
  return (
    <div className={css['wrap']}>
      <table className={css['versions']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">Field</span>
            </th>
            <th scope="col">Before</th>
            <th scope="col">Mine</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.field}>
              <th scope="row">{field.field}</th>
              <td>
                <s>{field.before || 'nothing'}</s>
              </td>
              <td>
                <b>{field.mine || 'nothing'}</b>
              </td>
              <td>
                <b>{field.theirs || 'nothing'}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

async function act<N extends 'send-now' | 'discard-queued' | 'resolve-conflict'>(name: N, input: CallInput<N>): Promise<void> {
  const result = await runCommand(name, input)
  if (!result.ok) return sayError(result.error)
  if (name === 'discard-queued') forgetStep(input.queueId)
}

async function undo(row: QueueRow): Promise<void> {
  const result = await runCommand('undo', { queueIds: [row.id] })
  if (!result.ok) return sayError(result.error)
  forgetStep(row.id)
  if (result.value.undone) say('Taken back', row.intent)
  else say('Too late to take back', tooLateWords(result.value.why ?? 'gone', false))
}

async function saveCopy(row: QueueRow): Promise<void> {
  const source = row.objectId ? await fetchQuery('event-source', { objectId: row.objectId }) : null
  if (source?.error) return sayError(source.error)
  const text = source?.value?.text ?? ''
  if (text === '') saveFile('parley-not-sent.txt', exportText(row), 'text/plain')
  else saveFile('parley-not-sent.ics', text)
}
