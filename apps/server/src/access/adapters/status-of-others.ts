import { createHash } from 'node:crypto'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { SignedList } from '@sotevarmenne/x509/signed-list'
import { believe } from '#platform/believe.ts'
import type { Clock } from '#platform/clock.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { OtherCards, StatusAnswers } from '../ports.ts'
import { readList, statusByList, type ListAt } from './status-by-list.ts'

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
  const byList = statusByList(believedLists(clock))

  return (about) => {
    assertOutsideTransaction()
    const key = `${digestOf(about.issuer)} ${formatSerial(about.certificate.serial)}`
    return answered(key, async () => {
      const ocsp = await byOcsp(about)
      return ocsp === 'no-answer' ? byList(about) : ocsp
    })
  }
}

function believedLists(clock: Clock): ListAt {
  const listed = believe<SignedList>({
    ...{ clock, milliseconds: 10 * minute },
    ...{ most: mostOctets, weightOf: ({ serials }) => serials.room() },
  })
  return async (url, of) => {
    // No list is no answer, and none to be kept.
    const ask = (key: string) =>
      listed(key, async () => (await readList(url, of)) ?? noList()).catch(ifNoList)
    const key = `${digestOf(of.issuer)} ${url}`
    const list = await ask(key)
    // Whose time has ended meanwhile, another has followed.
    return list && list.nextUpdate < of.at ? ask(`${key} ${String(list.nextUpdate)}`) : list
  }
}

/** Of serial numbers that are held: a million take 25 MB at most. */
const mostOctets = 192 * 1024 * 1024

class NoList extends Error {}

function noList(): never {
  throw new NoList()
}

const ifNoList = (fault: unknown): undefined => {
  if (!(fault instanceof NoList)) throw fault
}

const digestOf = ({ der }: Certificate): string => createHash('sha256').update(der).digest('hex')
