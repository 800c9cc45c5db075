import { type ChildProcess, fork } from 'node:child_process'
import type { CoreArgument } from './core-main.ts'
import type { CoreProcess } from './supervise-core.ts'

/**
 * The core as a forked Node child: the loopback host's way, and that of tests. Without source maps: reading them at each start
 * costs 60 ms and 20 MB; what is logged of a crash names functions and can be looked up in the maps beside the bundle.
 */
export function forkCore(script: string, argument: CoreArgument): CoreProcess & { readonly pid: number | undefined } {
  const child: ChildProcess = fork(script, [JSON.stringify(argument)], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  return {
    pid: child.pid,
    send: (bytes) => {
      // One that died a moment ago still counts as connected. Its end is told by `exit`, and what is open is asked anew then.
      if (child.connected) child.send(bytes, () => undefined)
    },
    onBytes: (take) => void child.on('message', (bytes) => take(bytes as Uint8Array)),
    onExit: (tell) => void child.on('exit', (code) => tell(code)),
    kill: () => void child.kill('SIGKILL'),
  }
}
