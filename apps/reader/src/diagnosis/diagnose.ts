import { minute } from '@sotevarmenne/kernel/instant'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import type { CardSeen, Seen } from '../cards/card-desk.ts'
import { pinsAnewOf } from '../cards/pins-anew.ts'
import type { RightOfUse } from '../cards/right-of-use.ts'

/** What was found out about everything that a card needs to work. */
export type Facts = {
  readonly isReaderServiceRunning: boolean
  readonly readers: readonly Seen[]
  /** How far the service's clock is ahead, in milliseconds; undefined where it did not answer. */
  readonly serviceClockAhead: number | undefined
  readonly isTooOld: boolean
  readonly hasNewer: boolean
  readonly statuses: Readonly<Partial<Record<KeyPurpose, CertificateStatus>>>
  /** Whether each browser trusts this program. */
  readonly browsers: readonly boolean[]
}

export type CertificateStatus = 'good' | 'revoked' | 'not-known'

/** One thing that was looked at: whether it works, which sentence says so, and of what it is. */
export type Finding = {
  readonly about: 'service' | 'clock' | 'version' | 'reader' | 'card' | 'browser' | KeyPurpose
  readonly verdict: 'good' | 'warn' | 'bad'
  readonly says: FindingKind
}

export type FindingKind =
  | 'service-answers'
  | 'service-silent'
  | 'clock-right'
  | 'clock-wrong'
  | 'clock-not-known'
  | 'version-right'
  | 'version-newer'
  | 'version-too-old'
  | 'reader-service-down'
  | 'reader-missing'
  | 'reader-found'
  | 'card-missing'
  | 'card-in-use'
  | 'card-unreadable'
  | 'card-blank'
  | 'card-unfinished'
  | 'card-not-activated'
  | 'spare-card-not-ready'
  | 'card-found'
  | 'pin-locked'
  | 'spare-card-pin-locked'
  | 'certificate-missing'
  | 'certificate-revoked'
  | 'certificate-good'
  | 'certificate-status-not-known'
  | 'browser-trusts'
  | 'browser-strange'
  | Exclude<RightOfUse['kind'], 'valid'>

/** Why a card does not work, as a list from the machine to the certificates: everything is told, also what works. */
export const diagnose = (facts: Facts): readonly Finding[] => [
  ...ofMachine(facts),
  ofReader(facts),
  ...(facts.readers.length === 0 ? [] : ofCards(facts)),
  ...ofBrowsers(facts),
]

/** Signatures and tickets of log-ins stand a few minutes apart at most. */
const clockTolerance = 2 * minute

function ofMachine({ serviceClockAhead: ahead, isTooOld, hasNewer }: Facts): readonly Finding[] {
  return [
    ahead === undefined
      ? { about: 'service', verdict: 'warn', says: 'service-silent' }
      : { about: 'service', verdict: 'good', says: 'service-answers' },
    clockFinding(ahead),
    versionFinding(isTooOld, hasNewer),
  ]
}

function clockFinding(ahead: number | undefined): Finding {
  if (ahead === undefined) return { about: 'clock', verdict: 'warn', says: 'clock-not-known' }
  return Math.abs(ahead) > clockTolerance
    ? { about: 'clock', verdict: 'bad', says: 'clock-wrong' }
    : { about: 'clock', verdict: 'good', says: 'clock-right' }
}

function versionFinding(isTooOld: boolean, hasNewer: boolean): Finding {
  if (isTooOld) return { about: 'version', verdict: 'bad', says: 'version-too-old' }
  return hasNewer
    ? { about: 'version', verdict: 'warn', says: 'version-newer' }
    : { about: 'version', verdict: 'good', says: 'version-right' }
}

function ofReader({ isReaderServiceRunning, readers }: Facts): Finding {
  if (!isReaderServiceRunning)
    return { about: 'reader', verdict: 'bad', says: 'reader-service-down' }
  const isThere = readers.some(({ state }) => state !== 'no-reader')
  return isThere
    ? { about: 'reader', verdict: 'good', says: 'reader-found' }
    : { about: 'reader', verdict: 'bad', says: 'reader-missing' }
}

function ofCards(facts: Facts): readonly Finding[] {
  const { readers } = facts
  const cards = readers.flatMap((seen) => (seen.state === 'card' ? [seen.card] : []))
  if (cards.length > 0) return cards.flatMap((card) => ofCard(card, facts))
  const has = (state: Seen['state']) => readers.some((seen) => seen.state === state)
  if (has('in-use')) return [{ about: 'card', verdict: 'bad', says: 'card-in-use' }]
  if (has('unreadable')) return [{ about: 'card', verdict: 'bad', says: 'card-unreadable' }]
  if (has('unfinished')) return [{ about: 'card', verdict: 'bad', says: 'card-unfinished' }]
  return has('blank')
    ? [{ about: 'card', verdict: 'bad', says: 'card-blank' }]
    : [{ about: 'card', verdict: 'bad', says: 'card-missing' }]
}

const isSpare = (card: CardSeen): boolean => pinsAnewOf(card) === 'registration-point'

const ofCard = (card: CardSeen, facts: Facts): readonly Finding[] => [
  card.activated
    ? { about: 'card', verdict: 'good', says: 'card-found' }
    : {
        about: 'card',
        verdict: 'bad',
        says: isSpare(card) ? 'spare-card-not-ready' : 'card-not-activated',
      },
  ofCertificate('authentication', card, facts),
  ofCertificate('signature', card, facts),
]

function ofCertificate(about: KeyPurpose, card: CardSeen, { statuses }: Facts): Finding {
  const right = card.rights[about]
  const pin = card.pins.find(({ purpose }) => purpose === about)
  if (!right) return { about, verdict: 'bad', says: 'certificate-missing' }
  if (right.kind !== 'valid' && right.kind !== 'expires-soon')
    return { about, verdict: 'bad', says: right.kind }
  if (statuses[about] === 'revoked') return { about, verdict: 'bad', says: 'certificate-revoked' }
  if (card.activated && pin?.blocked === true)
    return { about, verdict: 'bad', says: isSpare(card) ? 'spare-card-pin-locked' : 'pin-locked' }
  if (right.kind === 'expires-soon') return { about, verdict: 'warn', says: 'expires-soon' }
  return statuses[about] === 'good'
    ? { about, verdict: 'good', says: 'certificate-good' }
    : { about, verdict: 'warn', says: 'certificate-status-not-known' }
}

const ofBrowsers = ({ browsers }: Facts): readonly Finding[] => [
  browsers.every((trusts) => trusts)
    ? { about: 'browser', verdict: 'good', says: 'browser-trusts' }
    : { about: 'browser', verdict: 'warn', says: 'browser-strange' },
]
