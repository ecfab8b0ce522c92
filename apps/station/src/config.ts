import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { unknownSettings } from '@sotevarmenne/kernel/settings'
import { z } from 'zod'

const settings = z.object({
  /** What the people beside it call it, on the production page. */
  NAME: z.string().min(1).max(100).default(hostname()),
  /** The service's door for programs. */
  SERVICE: z.url({ protocol: /^https$/ }),
  /** PEM: the certificate with which the station was registered, its key, and the root of the door's certificate. */
  CERTIFICATE_FILE: z.string(),
  KEY_FILE: z.string(),
  ROOT_FILE: z.string(),
  /** Names of PC/SC readers, separated by semicolons; or `virtual:4`. */
  READERS: z.string().min(1),
  /** Of virtual readers: where the folders `blanks` and `cards` are. */
  DATA: z.string().default('.data'),
  /** Where what is printed goes; nothing is printed unless told. */
  PRINT_FOLDER: z.string().optional(),
  /** Gets the PDF's path as its last word; the files are deleted when it ends well. */
  PRINT_COMMAND: z.string().optional(),
})

/** What the station is told, from `STATION_…` of the environment. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const mine = Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => name.startsWith('STATION_'))
      .map(([name, value]) => [name.replace('STATION_', ''), value]),
  )
  const read = settings.safeParse(mine)
  const unknown = [
    ...unknownSettings(environment, 'STATION_', Object.keys(settings.shape)),
    ...unknownSettings(environment),
  ]
  if (!read.success || unknown.length > 0) {
    const wrong = (read.error?.issues ?? []).map(
      (issue) => `STATION_${issue.path.join('.')}: ${issue.message}`,
    )
    const faults = [...unknown, ...wrong].map((fault) => `  ${fault}`)
    throw new Error(`the configuration of the station is wrong:\n${faults.join('\n')}`)
  }
  const told = read.data
  const virtual = /^virtual:(\d{1,2})$/.exec(told.READERS)
  const readers = virtual
    ? { kind: 'virtual' as const, count: Number(virtual[1]) }
    : {
        kind: 'pcsc' as const,
        names: told.READERS.split(';')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      }
  return {
    name: told.NAME,
    service: {
      url: told.SERVICE.replace(/\/$/, ''),
      cert: readFileSync(told.CERTIFICATE_FILE, 'utf8'),
      key: readFileSync(told.KEY_FILE, 'utf8'),
      ca: readFileSync(told.ROOT_FILE, 'utf8'),
    },
    readers,
    /** Of libuv: a PC/SC reader has one while it waits for its card or for the card's answer; Node's own four come on top. */
    threads: 4 + (readers.kind === 'pcsc' ? readers.names.length : 0),
    data: path.resolve(told.DATA),
    print:
      told.PRINT_FOLDER === undefined
        ? undefined
        : {
            folder: path.resolve(told.PRINT_FOLDER),
            command: told.PRINT_COMMAND?.split(' ').filter((word) => word !== ''),
          },
  }
}
