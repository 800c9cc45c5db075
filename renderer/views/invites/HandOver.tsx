import { Download, Mail } from 'lucide-react'
import type { ReactNode } from 'react'
import type { InviteCard as Card } from '../../../shared/contract/invites.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { useQuery } from '../../state/live-query.ts'
import { useCommand } from '../../state/use-command.ts'
import { organizerFirst, passedOnIn } from './card-model.ts'
import css from './invite-card.module.css'

/** Somebody goes in my place, and it is not known here that they were asked: the invitation for them, as a file. Who has a mail account has mailed it. */
export function HandOver({ card }: { readonly card: Card }): ReactNode {
  const passed = passedOnIn(card)
  const { value } = useQuery('mail-account', passed === null || passed.answer !== null ? null : { accountId: card.item.accountId })
  const take = useCommand('export-invitation')
  const { objectId } = card.item
  if (passed === null || passed.answer !== null || objectId === null || !value || value.mail !== null) return null
  const get = async (then: (made: { fileName: string; text: string; mailto: string }) => void): Promise<void> => {
    const result = await take.run({ objectId, address: passed.address })
    if (result.ok) then(result.value)
  }
  return (
    <>
      <p className="fg2">
        {organizerFirst(card)}’s calendar may ask {passed.name}. To be sure, hand the invitation over yourself.
      </p>
      <div className={css['acts']}>
        <Button size="small" icon={<Download size={14} />} running={take.running} onPress={() => void get(({ fileName, text }) => saveFile(fileName, text))}>
          Save .ics for {passed.name}
        </Button>
        <Button size="small" icon={<Mail size={14} />} onPress={() => void get(({ mailto }) => void window.open(mailto))}>
          Write a mail
        </Button>
      </div>
      {take.error ? <AppErrorBlock error={take.error} /> : null}
    </>
  )
}
