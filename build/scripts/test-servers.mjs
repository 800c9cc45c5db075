// npm run test:servers [-- cyrus davical radicale xandikos]: the acceptance suite and the stories against real servers from Debian's packages.
import { countResults, needNode, needPackages, run } from './steps.mjs'

needNode()
await needPackages()
const asked = process.argv.slice(2)
const servers = asked.length > 0 ? asked.flatMap((name) => (name === 'cyrus' ? ['cyrus', 'cyrus-two'] : [name])) : ['cyrus', 'cyrus-two', 'davical', 'radicale', 'xandikos']
if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  console.error('The real servers come from Debian’s packages and are started as their own users: run this as root on Debian 12.')
  process.exit(1)
}
// Packages first and one after the other: two installs at once fight over the lock of apt.
const installers = { cyrus: 'cyrus.sh', 'cyrus-two': 'cyrus.sh', davical: 'davical/davical.sh', radicale: 'radicale.sh', xandikos: 'xandikos/xandikos.sh' }
for (const script of new Set(servers.map((name) => installers[name]))) {
  const words = []
  const code = await run('bash', [`e2e/servers/${script}`, 'install'], { into: words, quiet: true })
  if (code !== 0) {
    console.error(`${script} install ended with ${code}:\n${words.join('').slice(-2_000)}`)
    process.exit(1)
  }
}
const said = []
const code = await run(process.execPath, ['build/scripts/e2e.mjs'], { into: said, env: { PARLEY_SERVERS: servers.join(' ') } })
const { passed, failed, skipped } = countResults(said.join(''))
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(code !== 0 || failed > 0 ? 1 : 0)
