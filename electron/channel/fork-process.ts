import { type ChildProcess, fork } from 'node:child_process'
import type { CoreArgument } from './core-main.ts'
import type { CoreProcess } from './supervise-core.ts'

/** The core as a forked Node child: the loopback host's way, and that of tests. */
export function forkCore(script: string, argument: CoreArgument): CoreProcess & { readonly pid: number | undefined } {
  const child: ChildProcess = fork(script, [JSON.stringify(argument)], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--enable-source-maps'] })
  return {
    pid: child.pid,
    send: (bytes) => {
      if (child.connected) child.send(bytes)
    },
    onBytes: (take) => void child.on('message', (bytes) => take(bytes as Uint8Array)),
    onExit: (tell) => void child.on('exit', (code) => tell(code)),
    kill: () => void child.kill('SIGKILL'),
  }
}
