/**
 * Entry point of the image of the demo environment: the service with an embedded database, the simulators of systems of
 * others, and the card reader software, as `npm start` runs them. It ends with the first of them.
 */
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

const data = process.env.SOTEVARMENNE_DATA
try {
  accessSync(data, constants.W_OK)
} catch {
  process.stderr.write(
    `demo: user ${String(process.getuid())} may not write ${String(data)}: mount a volume there that belongs to it (docs/operations/containers.md)\n`,
  )
  process.exit(1)
}
const programs = [
  'apps/sandbox/src/start.ts',
  'apps/server/src/entry/all.ts',
  'apps/reader/src/start.ts',
].map((file) =>
  spawn(process.execPath, [file], { cwd: path.join(import.meta.dirname, '..'), stdio: 'inherit' }),
)
const stop = () => {
  for (const program of programs) program.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
for (const program of programs)
  program.once('exit', (code) => {
    process.exitCode ||= code ?? 1
    stop()
  })
