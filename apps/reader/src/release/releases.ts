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
import { second } from '@sotevarmenne/kernel/instant'
import { ifThere } from '../files.ts'

/** What the service says of this software's versions. Nothing is ever installed by it. */
export type Releases = {
  /** Asks the service; what it said last counts while it does not answer. */
  readonly ask: () => Promise<void>
  /** The service's minimum, where this program is older than that. */
  readonly tooOldFor: () => string | undefined
  /** A newer version, of which a signed notice was published. */
  readonly newer: () => ReleaseStatement | undefined
  /** How far the service's clock was ahead of this machine's at the last answer, in milliseconds; undefined without one. */
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
  /** Where the last answer is kept. */
  readonly file: string
  readonly serviceUrl: string
  readonly version: string
  /** PEM of an Ed25519 key: whose notices are believed. It comes with the package; without it no notice is shown. */
  readonly noticeKey: string | undefined
  readonly changed: () => void
  readonly realNow?: () => number
}): Releases {
  let known: ReaderSoftware | undefined
  let clockAhead: number | undefined
  let isLoaded = false

  const ask = async () => {
    if (!isLoaded) {
      isLoaded = true
      known = read((await ifThere(readFile(file, 'utf8'))) ?? '')
    }
    const answered = await askService(serviceUrl)
    clockAhead = answered?.date === undefined ? undefined : answered.date - realNow()
    const told = answered && read(answered.text)
    if (told === undefined) return
    if (JSON.stringify(told) !== JSON.stringify(known)) {
      await writeFile(`${file}.new`, JSON.stringify(told), { mode: 0o600 })
      await rename(`${file}.new`, file)
    }
    known = told
    changed()
  }

  return {
    ask,
    tooOldFor: () =>
      known !== undefined && isOlder(version, known.minimumVersion)
        ? known.minimumVersion
        : undefined,
    newer: () => {
      const statement = known?.notice && noticeKey && believed(known.notice, noticeKey)
      return statement && isOlder(version, statement.version) ? statement : undefined
    },
    serviceClockAhead: () => clockAhead,
  }
}

/** The statement of a notice that the key has signed. */
function believed(
  { statement, signature }: NonNullable<ReaderSoftware['notice']>,
  noticeKey: string,
): ReleaseStatement | undefined {
  const octets = Buffer.from(statement, 'base64')
  if (!verify(null, octets, createPublicKey(noticeKey), Buffer.from(signature, 'base64')))
    return undefined
  try {
    return releaseStatement.parse(JSON.parse(octets.toString('utf8')))
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
const longestAnswer = 64 * 1024

/** The answer with the time that it names; undefined when none came. */
async function askService(
  serviceUrl: string,
): Promise<{ readonly text: string; readonly date: number | undefined } | undefined> {
  try {
    const response = await fetch(`${serviceUrl}${readerSoftwarePath}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeLimit),
    })
    const text = await response.text()
    if (!response.ok || text.length > longestAnswer) return undefined
    const date = Date.parse(response.headers.get('date') ?? '')
    return { text, date: Number.isNaN(date) ? undefined : date }
  } catch {
    // No connection, or none in time: what was said before holds.
    return undefined
  }
}
