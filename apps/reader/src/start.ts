import path from 'node:path'
import { createPcscReader } from './cards/pcsc-reader.ts'
import { createVirtualReader } from './cards/virtual-reader.ts'
import { realClock, worldClock } from './clock.ts'
import { startReader } from './reader.ts'

/** The reader software as a program. Its configuration is read here and nowhere else. */
const env = process.env
const data = path.resolve(env['SOTEVARMENNE_DATA'] ?? '.data')
const port = (name: string, usual: number): number =>
  Number(env[`SOTEVARMENNE_${name}_PORT`] ?? usual)
const cardReader = env['SOTEVARMENNE_CARD_READER'] ?? 'virtual'
const isExample = env['SOTEVARMENNE_EXAMPLE_WORLD'] === '1'

const reader = await startReader({
  folder: path.join(data, 'reader'),
  ports: {
    api: port('READER', 53951),
    apiTls: port('READER_TLS', 53952),
    page: port('READER_PAGE', 53950),
  },
  readers: [
    cardReader.startsWith('pcsc:')
      ? createPcscReader(cardReader.slice('pcsc:'.length))
      : createVirtualReader(path.join(data, 'cards')),
  ],
  serviceUrl:
    env['SOTEVARMENNE_SERVICE_URL'] ??
    env['SOTEVARMENNE_PUBLIC_URL'] ??
    `http://localhost:${String(port('PORTAL', 8080))}`,
  // An installer brings the roots. In the example world they are those that the service on this machine made.
  rootFolders: [
    path.join(data, 'reader/roots'),
    ...(isExample ? [path.join(data, 'authority')] : []),
  ],
  clock: isExample ? worldClock(path.join(data, 'clock.json')) : realClock,
  reportFault: (fault) => process.stderr.write(`${String(fault)}\n`),
})

process.stdout.write(`The reader software: ${reader.pageUrl}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void reader.stop().then(() => process.exit(0))
  })
