import { Send } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import type { Answer } from '../../../shared/model/people.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { nameOf, timeWords } from './propose-model.ts'
import { CarryingAnswer } from './ProposeSheet.tsx'
import css from './propose.module.css'

/** A proposal of mine that is at the organizer already: who is told that I no longer ask for it, before anything leaves. */
export function WithdrawSheet({ one, onClose }: { readonly one: ProposalView; readonly onClose: () => void }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const [words, setWords] = useState('')
  const [chosen, setAnswer] = useState<Answer | null>(null)
  const asked = { proposalId: one.id, words }
  const preview = useQuery('withdraw-preview', asked)
  const command = useCommand('withdraw-proposal')
  const shown = preview.value
  const answer = chosen !== null && shown?.answers.includes(chosen) ? chosen : (shown?.answers.find((other) => other === 'accepted') ?? shown?.answers[0] ?? null)
  const who = nameOf(one.organizer)
  const send = async (): Promise<void> => {
    const result = await command.run({ ...asked, answer })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Dialog
      title="Take back the proposed time?"
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Let it wait</Button>
          <Button kind="primary" icon={<Send size={14} />} running={command.running} isDisabled={shown === null || shown.problem !== '' || preview.previous} onPress={() => void send()}>
            Take it back and tell {who}
          </Button>
        </>
      }
    >
      <p className={css['times']}>
        <span className="cut">{one.title || 'No title'}</span>
        <s>{timeWords(one, 'time', zone, nowUtc)}</s>
        <b>{timeWords(one, 'now', zone, nowUtc)}</b>
      </p>
      <label className={css['words']}>
        {`A word to ${who} (optional)`}
        <textarea value={words} maxLength={10_000} onChange={(event) => setWords(event.target.value)} />
      </label>
      {preview.error ?? command.error ? <AppErrorBlock error={(preview.error ?? command.error)!} about={{ what: 'Your proposal' }} /> : null}
      {shown ? (
        <div aria-live="polite">
          {shown.problem ? (
            <p className={css['problem']} role="alert">
              {shown.problem}
            </p>
          ) : null}
          {shown.answers.length > 0 ? <CarryingAnswer answers={shown.answers} answer={answer} onAnswer={setAnswer} /> : null}
          {shown.why ? <p className={css['why']}>{shown.why}</p> : null}
          {shown.mail ? (
            <details className={css['letter']}>
              <summary>Show the mail</summary>
              <pre>{`${shown.mail.subject}\n\n${shown.mail.text}`}</pre>
            </details>
          ) : null}
          {shown.problem === '' && shown.holdSeconds > 0 ? <p className="t12 fg3">Leaves in {shown.holdSeconds} s, can be undone.</p> : null}
        </div>
      ) : preview.error ? null : (
        <Spinner label="Looking who is told" />
      )}
    </Dialog>
  )
}
