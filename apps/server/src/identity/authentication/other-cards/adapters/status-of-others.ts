import { minute, second, type Instant } from '@sotevarmenne/kernel/instant'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { SignedList } from '@sotevarmenne/x509/signed-list'
import { believe } from '#platform/believe.ts'
import type { Clock } from '#platform/clock.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { digestOf } from '../accepted-issuers.ts'
import type { OtherCards, StatusAnswers } from '../../ports.ts'
import { readList, statusByList, type ListAt } from './status-by-list.ts'

/**
 * The status of certificates that others have issued, from where they say it is told: OCSP first, and the list where that gives no
 * answer (RFC 6960, RFC 5280 § 6.3). What OCSP said is believed for ten seconds, a list for ten minutes and never beyond its own time;
 * that there was no answer is believed as long as an answer of OCSP. Whoever keeps the newest word from us and has an older one
 * that is signed gains nothing: what is revoked stays so until OCSP or a later list takes it back, and no list follows a later one.
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
  /** When it was heard of each. */
  const revoked = new Map<string, Instant>()

  return (about) => {
    assertOutsideTransaction()
    const key = `${digestOf(about.issuer)} ${formatSerial(about.certificate.serial)}`
    return answered(key, async () => {
      const issuedAfter = revoked.get(key)
      const ocsp = await byOcsp(about)
      const status = ocsp === 'no-answer' ? await byList({ ...about, issuedAfter }) : ocsp
      if (status === 'revoked') remember(revoked, key, about.at)
      if (status === 'good') revoked.delete(key)
      return status === 'no-answer' && issuedAfter !== undefined ? 'revoked' : status
    })
  }
}

function believedLists(clock: Clock): ListAt {
  const listed = believe<SignedList>({
    ...{ clock, milliseconds: 10 * minute },
    ...{ most: mostOctets, weightOf: ({ serials }) => serials.room() },
  })
  const latest = new Map<string, Instant>()
  return async (url, of) => {
    const key = `${digestOf(of.issuer)} ${url}`
    const read = async () => {
      const list = await readList(url, of)
      // No list is no answer, and none to be kept.
      if (!list || list.thisUpdate < (latest.get(key) ?? -Infinity)) return noList()
      remember(latest, key, list.thisUpdate)
      return list
    }
    const ask = (name: string) => listed(name, read).catch(ifNoList)
    const list = await ask(key)
    // Whose time has ended meanwhile, another has followed.
    return list && list.nextUpdate < of.at ? ask(`${key} ${String(list.nextUpdate)}`) : list
  }
}

/** Of serial numbers that are held: a million take 25 MB at most. */
const mostOctets = 192 * 1024 * 1024

/** Of so many the latest are remembered. */
const mostRemembered = 10_000

function remember(among: Map<string, Instant>, key: string, at: Instant): void {
  among.delete(key)
  among.set(key, at)
  for (const oldest of among.keys()) {
    if (among.size <= mostRemembered) return
    among.delete(oldest)
  }
}

class NoList extends Error {}

function noList(): never {
  throw new NoList()
}

const ifNoList = (fault: unknown): undefined => {
  if (!(fault instanceof NoList)) throw fault
}
