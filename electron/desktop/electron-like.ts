import type * as Electron from 'electron'

/** The parts of Electron that Parley uses; a test lends its own. */
export type ElectronLike = Pick<typeof Electron, 'app' | 'BrowserWindow' | 'ipcMain' | 'Menu' | 'Notification' | 'nativeImage' | 'net' | 'protocol' | 'safeStorage' | 'session' | 'shell' | 'utilityProcess'>
