import type { AppState, Settings } from '../../shared/contract/app.ts'
import { useQuery, type Live } from './live-query.ts'

export const useAppState = (): Live<AppState> => useQuery('app-state', {})

export const defaultSettings: Settings = {
  theme: 'system',
  weekStart: 1,
  homeZone: null,
  secondZone: null,
  workingDays: [1, 2, 3, 4, 5],
  workStartMin: 540,
  workEndMin: 1_080,
  holdSeconds: 10,
  defaultReminderMin: 10,
  hourPx: 48,
}

export const useSettings = (): Settings => useAppState().value?.settings ?? defaultSettings

/** The zone everything is drawn in. */
export const useZone = (): string => useAppState().value?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
