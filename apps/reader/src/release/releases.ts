import { createPublicKey, verify } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import {
  readerSoftware,
  readerSoftwarePath,
  releaseStatement,
  type ReaderSoftware,
  type ReleaseStatement,
  isOlder,
} from '@sotevarmenne/api/reader-software'
import { hour, second } from '@sotevarmenne/kernel/instant'
import { ifThere } from '../files.ts'

/** What the service says about this software's versions. Nothing is ever installed because of it. */
export type Releases = {
  /**
   * Requests it from the service; the last response stays in force while the service does not respond.
   * Resolves to whether it responded.
   */
  readonly request: () => Promise<boolean>
  /** The same now and then until `stop`: hourly, and soon again while the service does not respond. */
  readonly begin: (reportFault: (fault: unknown) => void) => { readonly stop: () => void }
  /** The service's minimum version, where this program is older. */
  readonly tooOldFor: () => string | undefined
  /** Whether the service accepts this version: requested again before the program refuses because of it. */
  readonly isNewEnough: () => Promise<boolean>
  /** A newer version with a published, signed notice. */
  readonly newer: () => ReleaseStatement | undefined
  /**
   * How far the service's clock was ahead of this machine's at the last response, in milliseconds; undefined
   * without one.
   */
  readonly serviceClockAhead: () => number | undefined
}

export function createReleases({
  file,
  serviceUrl,
  version,
  noticeKey,
  changed,
  realNow = Date.now,
}: {
  /** Where the last response is stored. */
  readonly file: string
  readonly serviceUrl: string
  readonly version: string
  /**
   * PEM of the Ed25519 key that verifies notices. It comes with the package; without it no notice is shown.
   */
  readonly noticeKey: string | undefined
  readonly changed: () => void
  readonly realNow?: () => number
}): Releases {
  let known: ReaderSoftware | undefined
  let clockAhead: number | undefined
  let isLoaded = false

  const request = async () => {
    if (!isLoaded) {
      isLoaded = true
      known = read((await ifThere(readFile(file, 'utf8'))) ?? '')
    }
    const answered = await requestService(serviceUrl)
    clockAhead = answered?.date === undefined ? undefined : answered.date - realNow()
    const received = answered && read(answered.text)
    if (received === undefined) return false
    if (JSON.stringify(received) !== JSON.stringify(known)) {
      await writeFile(`${file}.new`, JSON.stringify(received), { mode: 0o600 })
      await rename(`${file}.new`, file)
    }
    known = received
    changed()
    return true
  }

  const begin = (reportFault: (fault: unknown) => void) => {
    let timer: NodeJS.Timeout | undefined
    let isStopped = false
    const run = async (retryAfter: number): Promise<void> => {
      const hasResponded = await request().catch((fault: unknown) => {
        reportFault(fault)
        return false
      })
      if (isStopped) return
      const next = hasResponded ? firstRetry : Math.min(retryAfter * 2, interval)
      timer = setTimeout(() => void run(next), hasResponded ? interval : retryAfter)
    }
    void run(firstRetry)
    return {
      stop: () => {
        isStopped = true
        clearTimeout(timer)
      },
    }
  }

  const tooOldFor = () =>
    known !== undefined && isOlder(version, known.minimumVersion) ? known.minimumVersion : undefined

  return {
    request,
    begin,
    tooOldFor,
    isNewEnough: async () => {
      if (tooOldFor() !== undefined) await request()
      return tooOldFor() === undefined
    },
    newer: () => {
      const statement = known?.notice && noticeKey && cached(known.notice, noticeKey)
      return statement && isOlder(version, statement.version) ? statement : undefined
    },
    serviceClockAhead: () => clockAhead,
  }
}

const interval = hour
/** After a failure; then twice as long each time, until the interval. */
const firstRetry = 2 * second

/** The statement of a notice that the key has signed. */
function cached(
  { statement, signature }: NonNullable<ReaderSoftware['notice']>,
  noticeKey: string,
): ReleaseStatement | undefined {
  const bytes = Buffer.from(statement, 'base64')
  if (!verify(null, bytes, createPublicKey(noticeKey), Buffer.from(signature, 'base64')))
    return undefined
  try {
    return releaseStatement.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return undefined
  }
}

function read(text: string): ReaderSoftware | undefined {
  try {
    return readerSoftware.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const timeLimit = 5 * second
const maxResponseBytes = 64 * 1024

/** The response with the time that it names; undefined when none came. */
async function requestService(
  serviceUrl: string,
): Promise<{ readonly text: string; readonly date: number | undefined } | undefined> {
  try {
    const response = await fetch(`${serviceUrl}${readerSoftwarePath}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
    })
    const text = await response.text()
    if (!response.ok || text.length > maxResponseBytes) return undefined
    const date = Date.parse(response.headers.get('date') ?? '')
    return { text, date: Number.isNaN(date) ? undefined : date }
  } catch {
    // No connection, or a timeout: the earlier response stays in force.
    return undefined
  }
}
