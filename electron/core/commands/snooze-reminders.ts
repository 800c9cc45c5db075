import { openRemindersOf } from '../reminders/open-reminders.ts'
import type { CommandOf } from './deps.ts'

/** Each rings again after that time, on this computer. The event stays as it is, so nobody hears of it. */
export const command: CommandOf<'snooze-reminders'> = ({ store, clock }) => async ({ reminders, minutes }) => {
  store.write(['reminders'], (tx) => {
    for (const one of reminders) {
      // The last of its alarms speaks for all of them: three would ring at once.
      const [last, ...others] = openRemindersOf(tx, one).toReversed()
      if (last !== undefined) tx.putReminder({ ...last, snoozedUntilUtc: clock.now() + minutes * 60_000 })
      for (const other of others) tx.putReminder({ ...other, doneUtc: clock.now() })
    }
  })
  return {}
}
