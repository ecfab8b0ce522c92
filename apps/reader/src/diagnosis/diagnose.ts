import { minute } from '@sotevarmenne/kernel/instant'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import type { CardSeen, Seen } from '../cards/card-desk.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import type { RightOfUse } from '../cards/right-of-use.ts'

/** What is known about everything that a card needs to work. */
export type Facts = {
  readonly isReaderServiceRunning: boolean
  readonly readers: readonly Seen[]
  /** How far the service's clock is ahead, in milliseconds; undefined where it did not respond. */
  readonly serviceClockAhead: number | undefined
  readonly isTooOld: boolean
  readonly hasNewer: boolean
  /** Whether each browser trusts this program. */
  readonly browsers: readonly boolean[]
}

/** One thing that was checked: whether it works, the sentence that says so, and its subject. */
export type Finding = {
  readonly about: 'service' | 'clock' | 'version' | 'reader' | 'card' | 'browser' | KeyPurpose
  readonly assessment: 'good' | 'warn' | 'bad'
  readonly says: FindingKind
  /** Where it is about a certificate: said with the reason and the time. */
  readonly right?: RightOfUse
}

export type FindingKind =
  | 'service-responds'
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
  | 'certificate-good'
  | 'certificate-status-unavailable'
  | 'certificate-without-status-address'
  | 'browser-trusts'
  | 'browser-strange'
  | Exclude<RightOfUse['kind'], 'valid'>

/** Why a card does not work, from the machine to the certificates: lists everything, also what works. */
export const diagnose = (facts: Facts): readonly Finding[] => [
  ...ofMachine(facts),
  ofReader(facts),
  ...(facts.readers.length === 0 ? [] : ofCards(facts)),
  ...ofBrowsers(facts),
]

/** Signatures and tickets of log-ins tolerate a few minutes of clock skew at most. */
const clockTolerance = 2 * minute

function ofMachine({ serviceClockAhead: ahead, isTooOld, hasNewer }: Facts): readonly Finding[] {
  return [
    ahead === undefined
      ? { about: 'service', assessment: 'warn', says: 'service-silent' }
      : { about: 'service', assessment: 'good', says: 'service-responds' },
    clockFinding(ahead),
    versionFinding(isTooOld, hasNewer),
  ]
}

function clockFinding(ahead: number | undefined): Finding {
  if (ahead === undefined) return { about: 'clock', assessment: 'warn', says: 'clock-not-known' }
  return Math.abs(ahead) > clockTolerance
    ? { about: 'clock', assessment: 'bad', says: 'clock-wrong' }
    : { about: 'clock', assessment: 'good', says: 'clock-right' }
}

function versionFinding(isTooOld: boolean, hasNewer: boolean): Finding {
  if (isTooOld) return { about: 'version', assessment: 'bad', says: 'version-too-old' }
  return hasNewer
    ? { about: 'version', assessment: 'warn', says: 'version-newer' }
    : { about: 'version', assessment: 'good', says: 'version-right' }
}

function ofReader({ isReaderServiceRunning, readers }: Facts): Finding {
  if (!isReaderServiceRunning)
    return { about: 'reader', assessment: 'bad', says: 'reader-service-down' }
  const isThere = readers.some(({ state }) => state !== 'no-reader')
  return isThere
    ? { about: 'reader', assessment: 'good', says: 'reader-found' }
    : { about: 'reader', assessment: 'bad', says: 'reader-missing' }
}

function ofCards(facts: Facts): readonly Finding[] {
  const { readers } = facts
  const cards = readers.flatMap((seen) => (seen.state === 'card' ? [seen.card] : []))
  if (cards.length > 0) return cards.flatMap(ofCard)
  const has = (state: Seen['state']) => readers.some((seen) => seen.state === state)
  if (has('in-use')) return [{ about: 'card', assessment: 'bad', says: 'card-in-use' }]
  if (has('unreadable')) return [{ about: 'card', assessment: 'bad', says: 'card-unreadable' }]
  if (has('unfinished')) return [{ about: 'card', assessment: 'bad', says: 'card-unfinished' }]
  return has('blank')
    ? [{ about: 'card', assessment: 'bad', says: 'card-blank' }]
    : [{ about: 'card', assessment: 'bad', says: 'card-missing' }]
}

const isSpare = (card: CardSeen): boolean => pinResetOf(card) === 'registration-point'

const ofCard = (card: CardSeen): readonly Finding[] => [
  card.activated
    ? { about: 'card', assessment: 'good', says: 'card-found' }
    : {
        about: 'card',
        assessment: 'bad',
        says: isSpare(card) ? 'spare-card-not-ready' : 'card-not-activated',
      },
  ofCertificate('authentication', card),
  ofCertificate('signature', card),
]

function ofCertificate(about: KeyPurpose, card: CardSeen): Finding {
  const right = card.rights[about]
  const pin = card.pins.find(({ purpose }) => purpose === about)
  if (!right) return { about, assessment: 'bad', says: 'certificate-missing' }
  if (!('revocation' in right)) return { about, assessment: 'bad', says: right.kind, right }
  if (card.activated && pin?.blocked === true)
    return {
      about,
      assessment: 'bad',
      says: isSpare(card) ? 'spare-card-pin-locked' : 'pin-locked',
    }
  if (right.kind !== 'valid') return { about, assessment: 'warn', says: right.kind, right }
  switch (right.revocation) {
    case 'not-revoked':
      return { about, assessment: 'good', says: 'certificate-good' }
    case 'no-address':
      return { about, assessment: 'warn', says: 'certificate-without-status-address', right }
    case 'pending':
    case 'no-response':
      return { about, assessment: 'warn', says: 'certificate-status-unavailable', right }
    default:
      return unreachable(right.revocation)
  }
}

const ofBrowsers = ({ browsers }: Facts): readonly Finding[] => [
  browsers.every((trusts) => trusts)
    ? { about: 'browser', assessment: 'good', says: 'browser-trusts' }
    : { about: 'browser', assessment: 'warn', says: 'browser-strange' },
]
