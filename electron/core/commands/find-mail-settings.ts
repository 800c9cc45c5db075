import type { CommandOf } from './deps.ts'

export const command: CommandOf<'find-mail-settings'> = (deps) => async ({ address }) => ({ found: await deps.findMailSettings(address) })
