import { noticeKinds } from '../model/notices.ts'
import type { Settings } from './app.ts'

/** What holds until somebody chooses otherwise. The page draws with them until the core has answered. */
export const defaultSettings: Settings = {
  theme: 'system',
  weekStart: 1,
  homeZone: null,
  secondZone: null,
  workingDays: [1, 2, 3, 4, 5],
  workStartMin: 9 * 60,
  workEndMin: 17 * 60,
  holdSeconds: 30,
  defaultReminderMin: 10,
  notices: [...noticeKinds],
  quietHours: null,
  hourPx: 48,
}
