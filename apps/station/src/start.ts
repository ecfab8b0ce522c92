import { readConfig } from './config.ts'
import { folderPrinter } from './printer.ts'
import { pcscReader, virtualReader } from './readers.ts'
import { serviceOver } from './service.ts'
import { startStation } from './station.ts'

/**
 * The production station: `node apps/station/src/start.ts`, configured by `STATION_…`
 * (docs/operations/station.md).
 */
const config = readConfig(process.env)
const { readers } = config
// Read when the first thread is needed. With too few, a reader that waits for its card blocks the others.
process.env['UV_THREADPOOL_SIZE'] ??= String(config.threads)
const service = serviceOver(config.service)
const say = (words: string): void => {
  process.stdout.write(`${new Date().toISOString()} ${words}\n`)
}
const station = startStation({
  name: config.name,
  readers:
    readers.kind === 'pcsc'
      ? readers.names.map(pcscReader)
      : Array.from({ length: readers.count }, (_, index) =>
          virtualReader(`Virtual reader ${String(index + 1)}`, config.data),
        ),
  service,
  printer: config.print && folderPrinter(config.print),
  say,
})
say(`The station ${config.name} asks ${config.service.url} for work.`)

let isRequested = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (isRequested) process.exit(1)
    isRequested = true
    say('No further card is taken; what is being made is finished.')
    // A reader that waits for a card would keep the process running.
    void station.stop().then(() => process.exit(0))
  })
