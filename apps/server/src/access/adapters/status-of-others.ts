import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import { octetsOverHttp } from '@sotevarmenne/signatures/octets-over-http'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { readSignedList } from '@sotevarmenne/x509/signed-list'
import { believe } from '#platform/believe.ts'
import type { Clock } from '#platform/clock.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { AskedAbout, OtherCards, StatusAnswers } from '../ports.ts'

/**
 * The status of certificates that others have issued, from where they say it is told: OCSP first, and the list where that gives no
 * answer (RFC 6960, RFC 5280 § 6.3). What OCSP said is believed for ten seconds, a list for ten minutes and never beyond its own time;
 * that there was no answer is believed as long as an answer of OCSP.
 */
export function statusOfOthers({
  clock,
  byOcsp,
}: {
  readonly clock: Clock
  readonly byOcsp: StatusAnswers['byOcsp']
}): OtherCards['statusNow'] {
  const answered = believe<Awaited<ReturnType<OtherCards['statusNow']>>>({
    ...{ clock, milliseconds: 10 * second },
  })
  const listed = believe<List>({ clock, milliseconds: 10 * minute, most: mostLists })

  const byList = async ({ certificate, issuer, at }: AskedAbout) => {
    for (const url of certificate.known.crlDistributionPoints ?? []) {
      // No list is no answer, and none to be kept.
      const ask = (key: string) => listed(key, () => readList(url, { issuer, at })).catch(ifNoList)
      const key = `${digestOf(issuer)} ${url}`
      const believed = await ask(key)
      // Whose time has ended meanwhile, another has followed.
      const isOver = believed !== undefined && believed.nextUpdate < at
      const list = isOver ? await ask(`${key} ${String(believed.nextUpdate)}`) : believed
      if (list && isOf(list, url) && isCurrent(list, at))
        return list.has(certificate.serial) ? 'revoked' : 'good'
    }
    return 'no-answer'
  }

  return (about) => {
    assertOutsideTransaction()
    return answered(digestOf(about.certificate), async () => {
      const ocsp = await byOcsp(about)
      return ocsp === 'no-answer' ? byList(about) : ocsp
    })
  }
}

type List = {
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly distributionPoint: string | undefined
  readonly has: (serial: Uint8Array) => boolean
}

/** Of each some tens of megabytes at most: the national list of citizens' certificates has a million numbers. */
const mostLists = 8
const longestList = 96 * 1024 * 1024

async function readList(
  url: string,
  { issuer, at }: Pick<AskedAbout, 'issuer' | 'at'>,
): Promise<List> {
  const der = await octetsOverHttp(url, { milliseconds: 15 * second, mostOctets: longestList })
  const serials = new Set<string>()
  const list =
    der &&
    (await readSignedList(der, {
      spki: issuer.subjectPublicKeyInfo,
      onEntry: ({ serialIn, serialFrom, serialTo }) => {
        serials.add(textOf(serialIn.subarray(serialFrom, serialTo)))
      },
      turn: setImmediate,
    }))
  if (list?.ok !== true || !equalBytes(list.value.issuerDer, issuer.subjectDer)) throw new NoList()
  if (!isCurrent(list.value, at)) throw new NoList()
  const { thisUpdate, nextUpdate, distributionPoint } = list.value
  return {
    ...{ thisUpdate, nextUpdate, distributionPoint },
    has: (serial) => serials.has(textOf(serial)),
  }
}

class NoList extends Error {}

const ifNoList = (fault: unknown): undefined => {
  if (!(fault instanceof NoList)) throw fault
}

const isCurrent = (
  { thisUpdate, nextUpdate }: Pick<List, 'thisUpdate' | 'nextUpdate'>,
  at: Instant,
): boolean => thisUpdate <= at + minute && at <= nextUpdate

/** A list that covers a part says of which address it is: one of another part knows nothing of this certificate. */
const isOf = ({ distributionPoint }: List, url: string): boolean =>
  distributionPoint === undefined || distributionPoint === url

/** Of few octets a letter each: a million of them fit. */
const textOf = (serial: Uint8Array): string =>
  Buffer.from(serial.buffer, serial.byteOffset, serial.length).toString('latin1')

const digestOf = ({ der }: Certificate): string => createHash('sha256').update(der).digest('hex')
