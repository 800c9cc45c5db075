import { createInterface } from 'node:readline'
import { createCore } from '../create-core.ts'
import type { CoreOptions } from '../ports.ts'
import { createFakePorts } from './fake-ports.ts'

/**
 * A core as a process of its own, for tests that kill it. Argument: options as JSON and the vault key; then one call a line on
 * stdin, `{"name", "input"}`, and one answer a line on stdout.
 */
const { options, key } = JSON.parse(process.argv[2] ?? '') as { readonly options: CoreOptions; readonly key: string }
const ports = createFakePorts()
await ports.keys.save(new Uint8Array(Buffer.from(key, 'hex')))
const core = await createCore(ports, options)
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const { name, input } = JSON.parse(line) as { readonly name: string; readonly input: unknown }
  process.stdout.write(`${JSON.stringify(await core.handle(name, input))}\n`)
}
await core.close()
