import * as electron from 'electron'
import { runDesktop } from './run-desktop.ts'

await runDesktop(electron)
