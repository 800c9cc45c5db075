import type { AppState, Settings } from '../../shared/contract/app.ts'
import { defaultSettings } from '../../shared/contract/default-settings.ts'
import { useQuery, type Live } from './live-query.ts'

export const useAppState = (): Live<AppState> => useQuery('app-state', {})

export const useSettings = (): Settings => useAppState().value?.settings ?? defaultSettings

/** The zone everything is drawn in. */
export const useZone = (): string => useAppState().value?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
