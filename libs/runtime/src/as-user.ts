import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { spawn } from 'node:child_process'
import { parseEnvironmentFile } from './environment-file.ts'

/**
 * `node as-user.ts <user> <groups> <environment files> <program> [words]`: runs a program of ours as its unit would,
 * from a terminal: as that user, in the group `sotevarmenne` and those groups, with the settings of the files read as
 * systemd reads them. Files and groups are separated by commas. Root starts it, or the user itself.
 */
const [user = '', groups = '', files = '', ...command] = process.argv.slice(2)
const settings = files.split(',').map((file) => {
  try {
    return parseEnvironmentFile(readFileSync(file, 'utf8'))
  } catch (fault) {
    process.stderr.write(
      `${file} can’t be read: ${fault instanceof Error ? fault.message : String(fault)}\n`,
    )
    process.exit(1)
  }
})
const isRoot = process.getuid?.() === 0
const as = [
  ...['--reuid', user, '--regid', 'sotevarmenne'],
  ...['--groups', ['sotevarmenne', groups].filter(Boolean).join(',')],
  ...['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all', '--'],
]
const program = isRoot ? 'setpriv' : process.execPath
const words = isRoot ? [...as, process.execPath, ...command] : command
const child = spawn(program, words, {
  stdio: 'inherit',
  env: Object.assign({ ...process.env }, ...settings) as NodeJS.ProcessEnv,
})
// The terminal sends its signals to both: this one ends with the other.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (signal !== 'SIGINT') child.kill(signal)
  })
child.once('error', (fault) => {
  process.stderr.write(`${program} does not start: ${fault.message}\n`)
  process.exit(1)
})
child.once('exit', (code, signal) => {
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
})
