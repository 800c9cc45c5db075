import { Copy, Pause, Pencil, Play, Send, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { PublishedLink } from '../../../shared/contract/publishing.ts'
import { errorDetails, explainError } from '../../../shared/wording/errors.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ErrorBlock } from '../../parts/ErrorBlock.tsx'
import { say, sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { stateInWords } from './link-model.ts'
import css from './publishing.module.css'

interface Props {
  readonly link: PublishedLink
  readonly zone: string
  readonly nowUtc: number
  readonly onEdit: () => void
}

/** One published link: where it goes, how it went, and what can be done about it. */
export function LinkCard({ link, zone, nowUtc, onEdit }: Props): ReactNode {
  const [stopping, setStopping] = useState(false)
  const publish = useCommand('publish-now')
  const { settings } = link
  const state = stateInWords(link, nowUtc, zone)
  const readUrl = settings.readUrl === '' ? settings.url : settings.readUrl
  const now = async (): Promise<void> => {
    const result = await publish.run({ id: link.id })
    if (result.ok) say('Published', `${settings.name} is as your calendar is now.`)
  }
  const overwrite = async (): Promise<void> => {
    const result = await runCommand('save-published-link', { id: link.id, settings, secret: null, overwrite: true })
    if (result.ok) await now()
    else sayError(result.error)
  }
  const pause = async (): Promise<void> => {
    const result = await runCommand('pause-published-link', { id: link.id, paused: link.state !== 'paused' })
    if (!result.ok) sayError(result.error)
  }
  const words = link.problem ? explainError(link.problem) : null
  return (
    <article className={css['card']} aria-label={settings.name}>
      <header>
        <h3>{settings.name}</h3>
        <Chip tone={state.tone}>{state.word}</Chip>
      </header>
      <p className={css['url']}>{readUrl}</p>
      <p className="t12 fg3">{state.detail}.</p>
      {link.problem && words ? (
        <ErrorBlock
          words={{ ...words, safe: '' }}
          tone={link.state === 'stopped' ? 'bad' : 'warn'}
          details={errorDetails(link.problem).join('\n')}
          actions={
            link.problem.cause === 'target-occupied' ? (
              <Button size="small" onPress={() => void overwrite()}>
                Write over it
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {publish.error && publish.error.cause !== link.problem?.cause ? <AppErrorBlock error={publish.error} /> : null}
      <footer>
        <Button size="small" icon={<Send size={14} />} running={publish.running} onPress={() => void now()}>
          Publish now
        </Button>
        <Button size="small" icon={link.state === 'paused' ? <Play size={14} /> : <Pause size={14} />} onPress={() => void pause()}>
          {link.state === 'paused' ? 'Go on' : 'Pause'}
        </Button>
        <Button size="small" kind="quiet" icon={<Copy size={14} />} onPress={() => void navigator.clipboard.writeText(readUrl).then(() => say('Address copied', 'Whoever has it can read when you are busy.'))}>
          Copy address
        </Button>
        <Button size="small" kind="quiet" icon={<Pencil size={14} />} onPress={onEdit}>
          Change…
        </Button>
        <span className="grow" />
        <Button size="small" kind="quiet-danger" icon={<Trash2 size={14} />} onPress={() => setStopping(true)}>
          Stop publishing…
        </Button>
      </footer>
      {stopping ? <StopDialog link={link} onClose={() => setStopping(false)} /> : null}
    </article>
  )
}

function StopDialog({ link, onClose }: { readonly link: PublishedLink; readonly onClose: () => void }): ReactNode {
  const remove = useCommand('remove-published-link')
  const [refused, setRefused] = useState(false)
  const act = async (leave: boolean): Promise<void> => {
    const result = await remove.run({ id: link.id, leave })
    if (!result.ok) return
    if (result.value.there === 'left' && !leave && link.lastSuccessUtc !== null) return setRefused(true)
    const there = { deleted: 'It was taken away there too.', emptied: 'The server would not delete it, so an answer without any times stands there now.', left: leave ? 'What stood there stays.' : 'Nothing had been published.' }
    say('Publishing stopped', there[result.value.there])
    onClose()
  }
  const canLeave = remove.error !== null || refused
  return (
    <Dialog
      title={`Stop publishing “${link.settings.name}”?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {canLeave ? (
            <Button kind="quiet-danger" onPress={() => void act(true)}>
              Forget it here, leave what stands there
            </Button>
          ) : null}
          <span className="grow" />
          <Button onPress={onClose}>Keep it</Button>
          <Button kind="danger" running={remove.running} onPress={() => void act(false)}>
            Stop and take it away
          </Button>
        </>
      }
    >
      <p>What stands at the address is deleted; where the server refuses that, an answer that says nothing about your time takes its place.</p>
      {refused ? <p role="alert">The server lets nobody delete or change it now. It is paused here, and the last times still stand there.</p> : null}
      {remove.error ? <AppErrorBlock error={remove.error} /> : null}
    </Dialog>
  )
}
