import type { CoreArgument } from '../channel/core-main.ts'
import type { CoreProcess } from '../channel/supervise-core.ts'
import type { ElectronLike } from './electron-like.ts'

/** The core as an Electron utility process: the desktop's way. */
export function forkUtilityCore(electron: Pick<ElectronLike, 'utilityProcess'>, script: string, argument: CoreArgument): CoreProcess {
  const child = electron.utilityProcess.fork(script, [JSON.stringify(argument)], { serviceName: 'Parley core' })
  return {
    send: (bytes) => child.postMessage(bytes),
    onBytes: (take) => void child.on('message', (bytes) => take(bytes as Uint8Array)),
    onExit: (tell) => void child.on('exit', (code) => tell(code)),
    kill: () => void child.kill(),
  }
}
