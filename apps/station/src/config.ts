import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { unknownSettings } from '@sotevarmenne/kernel/settings'
import { z } from 'zod'

const settings = z.object({
  /** The station's name on the production page, as the people beside it call it. */
  NAME: z.string().min(1).max(100).default(hostname()),
  /** The service's enrolment API. */
  SERVICE: z.url({ protocol: /^https$/ }),
  /**
   * PEM: the certificate with which the station was registered, its key, and the root of the server's
   * certificate.
   */
  CERTIFICATE_FILE: z.string(),
  KEY_FILE: z.string(),
  ROOT_FILE: z.string(),
  /** Names of PC/SC readers, separated by semicolons; or `virtual:4`. */
  READERS: z.string().min(1),
  /** For virtual readers: the parent of the folders `blanks` and `cards`. */
  DATA: z.string().default('.data'),
  /** Folder of print files; without it nothing is printed. */
  PRINT_FOLDER: z.string().optional(),
  /** Gets the PDF's path as its last argument; the files are deleted when it succeeds. */
  PRINT_COMMAND: z.string().optional(),
})

/** The station's configuration, from `STATION_…` of the environment. */
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
    throw new Error(`invalid configuration of the station:\n${faults.join('\n')}`)
  }
  const input = read.data
  const virtual = /^virtual:(\d{1,2})$/.exec(input.READERS)
  const readers = virtual
    ? { kind: 'virtual' as const, count: Number(virtual[1]) }
    : {
        kind: 'pcsc' as const,
        names: input.READERS.split(';')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      }
  return {
    name: input.NAME,
    service: {
      url: input.SERVICE.replace(/\/$/, ''),
      cert: readFileSync(input.CERTIFICATE_FILE, 'utf8'),
      key: readFileSync(input.KEY_FILE, 'utf8'),
      ca: readFileSync(input.ROOT_FILE, 'utf8'),
    },
    readers,
    /**
     * Threads of libuv: a PC/SC reader uses one while it waits for its card or a response; Node's own four are
     * added.
     */
    threads: 4 + (readers.kind === 'pcsc' ? readers.names.length : 0),
    data: path.resolve(input.DATA),
    print:
      input.PRINT_FOLDER === undefined
        ? undefined
        : {
            folder: path.resolve(input.PRINT_FOLDER),
            command: input.PRINT_COMMAND?.split(' ').filter((word) => word !== ''),
          },
  }
}
