import { contextBridge, ipcRenderer } from 'electron'
import type { CallResult, Change } from '../../shared/contract/wire.ts'
import { callChannel, changeChannel, networkChannel } from './ipc-names.ts'

/** All the page can reach: three functions and the platform's name. */
contextBridge.exposeInMainWorld('parley', {
  platform: process.platform,
  call: (name: string, input: unknown): Promise<CallResult> => ipcRenderer.invoke(callChannel, name, input) as Promise<CallResult>,
  tellOnline: (online: boolean): void => ipcRenderer.send(networkChannel, online),
  onChange(tell: (change: Change) => void): () => void {
    const hear = (_event: unknown, change: Change) => tell(change)
    ipcRenderer.on(changeChannel, hear)
    return () => ipcRenderer.off(changeChannel, hear)
  },
})
