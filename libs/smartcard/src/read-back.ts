import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { run, withCard } from './apdu.ts'
import { random, toHex } from './bytes.ts'
import {
  readCertificates,
  readChipSerial,
  readToken,
  unreadable,
  type CertificatesAsRead,
} from './card-facts.ts'
import { readFile, selectFile } from './card-files.ts'
import { certifiedKey, readPublicKeys, type CardKey } from './card-keys.ts'
import { askTries, judge, pinBlock, resetting, verifying } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import {
  activationTries,
  finishedFiles,
  keySlots,
  longestPin,
  paths,
  purposes,
  type RuledFile,
} from './layout.ts'
import { decodePins } from './pkcs15.ts'
import type { CardCertificates, CardLanguage, CardTrouble, KeyPurpose } from './words.ts'

/** Everything that production wants to know of a finished card, as the card itself tells it. */
export type CardAsRead = {
  readonly chipSerial: string
  readonly cardNumber: string
  readonly label: string
  readonly language: string | undefined
  /** Whether the access rules are in force. */
  readonly isActivated: boolean
  readonly pins: readonly PinAsRead[]
  readonly keys: readonly CardKey[]
  readonly certificates: CertificatesAsRead
  readonly files: readonly RuledFile[]
}

export type PinAsRead = {
  readonly purpose: KeyPurpose
  readonly minLength: number
  readonly maxLength: number
  /** Wrong PINs that it took to block it. */
  readonly tries: number
  /** Wrong activation codes that it would take, by the card's answer to one. */
  readonly activationTries: number
  readonly opensWithActivationCode: boolean
  readonly isBlocked: boolean
}

/**
 * Reads a finished card back. The activation code is proved on both PINs, and the tries are counted out, not believed:
 * both PINs are left random and blocked, as a card is delivered. For production only; may be repeated.
 */
export function readBack(
  channel: CardChannel,
  { activationCode }: { readonly activationCode: string },
): Promise<Result<CardAsRead, CardTrouble>> {
  return withCard<CardAsRead, CardTrouble>(async () => {
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const token = await readToken(channel)
    if (!token.ok) return token
    const files = await readRules(channel)
    if (!files.ok) return files
    const keys = await readPublicKeys(channel)
    if (!keys.ok) return keys
    const certificates = await readCertificates(channel)
    if (!certificates.ok) return certificates
    const pins = await tryPins(channel, activationCode)
    if (!pins.ok) return pins

    return ok({
      chipSerial: chipSerial.value,
      ...token.value,
      isActivated: files.value.isActivated,
      pins: pins.value,
      keys: keys.value,
      certificates: certificates.value,
      files: files.value.files,
    })
  })
}

/** What production ordered and holds: the keys as the card gave them, the certificates as they were issued. */
export type CardExpected = {
  readonly chipSerial: string
  readonly cardNumber: string
  readonly label: string
  readonly language: CardLanguage
  readonly pins: { readonly minLength: number; readonly tries: number }
  readonly keys: readonly CardKey[]
  readonly certificates: CardCertificates
}

export type ReadBackFinding =
  | { readonly kind: 'another-card'; readonly read: string }
  | { readonly kind: 'wrong-card-number'; readonly read: string }
  | { readonly kind: 'wrong-label'; readonly read: string }
  | { readonly kind: 'wrong-language'; readonly read: string | undefined }
  | { readonly kind: 'access-rules-not-in-force' }
  | { readonly kind: 'wrong-key'; readonly purpose: KeyPurpose }
  | { readonly kind: 'certificate-of-another-card'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-certificate'; readonly which: keyof CardCertificates }
  | { readonly kind: 'wrong-pin-limits'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-activation-code'; readonly purpose: KeyPurpose }
  | { readonly kind: 'pin-not-blocked'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-access-rule'; readonly path: string }
  | { readonly kind: 'missing-file'; readonly path: string }
  | { readonly kind: 'leftover-file'; readonly path: string }

/** Whether the card that was read is the card that was ordered; else everything that differs. */
export function compareWithOrder(
  read: CardAsRead,
  expected: CardExpected,
): Result<void, readonly ReadBackFinding[]> {
  const findings = [
    ...compareToken(read, expected),
    ...purposes.flatMap((purpose) => compareKey(purpose, read, expected)),
    ...compareCertificates(read, expected),
    ...purposes.flatMap((purpose) => comparePin(purpose, read, expected)),
    ...compareFiles(read.files),
  ]
  return findings.length === 0 ? ok(undefined) : refuse(findings)
}

type Rules = { readonly isActivated: boolean; readonly files: readonly RuledFile[] }

/** Every file of the card, by its own lists. */
async function readRules(channel: CardChannel): Promise<Result<Rules, CardTrouble>> {
  const files: RuledFile[] = []
  const waiting: string[] = [paths.master]
  let isActivated = false
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const selected = await selectFile(channel, path)
    if (!selected.ok) return selected
    const facts = selected.value
    if (!facts) return unreadable(path)
    files.push({ path, acl: facts.acl, proprietary: facts.proprietary })
    if (path === paths.application) isActivated = facts.isActivated
    if (facts.type !== 'directory') continue

    const list = await run(channel, {
      name: `list ${path}`,
      ins: 0xca,
      p1: 0x01,
      p2: 0xa1,
      expectsAnswer: true,
    })
    if (!list.ok) return list
    waiting.push(...(toHex(list.value).match(/.{4}/g) ?? []).map((id) => `${path}${id}`))
  }
  return ok({ isActivated, files })
}

async function tryPins(
  channel: CardChannel,
  activationCode: string,
): Promise<Result<readonly PinAsRead[], CardTrouble>> {
  const content = await readFile(channel, paths.pins)
  if (!content.ok) return content
  const limits = decodePins(content.value)
  if (!limits) return unreadable(paths.pins)

  const pins: PinAsRead[] = []
  for (const purpose of purposes) {
    const reference = keySlots[purpose].pinReference
    const limit = limits.find((each) => each.reference === reference)
    if (!limit) return unreadable(paths.pins)
    pins.push({ purpose, ...limit, ...(await tryPin(channel, reference, activationCode)) })
  }
  return ok(pins)
}

/**
 * The activation code, which gives back the tries that an interrupted read-back spent; a wrong one, to see how many
 * there are; the right one again; then wrong PINs until the card takes no more.
 */
async function tryPin(
  channel: CardChannel,
  reference: number,
  activationCode: string,
): Promise<Omit<PinAsRead, 'purpose' | 'minLength' | 'maxLength'>> {
  const open = () => judge(channel, resetting(reference, pinBlock(activationCode), random(8)))
  const first = await open()
  const opens = first.kind === 'done'
  const refused = opens ? await judge(channel, resetting(reference, random(8), random(8))) : first
  const again = opens ? await open() : first
  const asked = await askTries(channel, reference)
  let tries = 0
  let isBlocked = asked.kind === 'pin-blocked'
  while (!isBlocked && tries < mostTries) {
    const judged = await judge(channel, verifying(reference, random(8)))
    tries += 1
    isBlocked = judged.kind === 'pin-blocked'
  }
  return {
    tries,
    activationTries: refused.kind === 'wrong-pin' ? refused.triesLeft + 1 : 0,
    opensWithActivationCode: again.kind === 'done',
    isBlocked,
  }
}

/** A counter has four bits. */
const mostTries = 16

function compareToken(read: CardAsRead, expected: CardExpected): readonly ReadBackFinding[] {
  const findings: ReadBackFinding[] = []
  if (read.chipSerial !== expected.chipSerial)
    findings.push({ kind: 'another-card', read: read.chipSerial })
  if (read.cardNumber !== expected.cardNumber)
    findings.push({ kind: 'wrong-card-number', read: read.cardNumber })
  if (read.label !== expected.label) findings.push({ kind: 'wrong-label', read: read.label })
  if (read.language !== expected.language)
    findings.push({ kind: 'wrong-language', read: read.language })
  if (!read.isActivated) findings.push({ kind: 'access-rules-not-in-force' })
  return findings
}

/** The key must be the one that was certified, and the certificate must be of the key that is on this card. */
function compareKey(
  purpose: KeyPurpose,
  read: CardAsRead,
  expected: CardExpected,
): readonly ReadBackFinding[] {
  const onCard = read.keys.find((key) => key.purpose === purpose)?.spki
  const ordered = expected.keys.find((key) => key.purpose === purpose)?.spki
  const certified = certifiedKey(read.certificates[purpose])
  const findings: ReadBackFinding[] = []
  if (!onCard || !ordered || !equalBytes(onCard, ordered))
    findings.push({ kind: 'wrong-key', purpose })
  if (certified && (!onCard || !equalBytes(certified, onCard)))
    findings.push({ kind: 'certificate-of-another-card', purpose })
  return findings
}

const compareCertificates = (
  { certificates }: CardAsRead,
  expected: CardExpected,
): readonly ReadBackFinding[] =>
  (['authentication', 'signature', 'issuer', 'root'] as const)
    .filter((which) => {
      const read = certificates[which]
      return !read || !equalBytes(read, expected.certificates[which])
    })
    .map((which) => ({ kind: 'wrong-certificate', which }))

function comparePin(
  purpose: KeyPurpose,
  read: CardAsRead,
  expected: CardExpected,
): readonly ReadBackFinding[] {
  const pin = read.pins.find((each) => each.purpose === purpose)
  if (!pin) return [{ kind: 'wrong-pin-limits', purpose }]
  const areLimitsRight =
    pin.minLength === expected.pins.minLength &&
    pin.maxLength === longestPin &&
    pin.tries === expected.pins.tries &&
    pin.activationTries === activationTries
  const findings: ReadBackFinding[] = []
  if (!areLimitsRight) findings.push({ kind: 'wrong-pin-limits', purpose })
  if (!pin.opensWithActivationCode) findings.push({ kind: 'wrong-activation-code', purpose })
  if (!pin.isBlocked) findings.push({ kind: 'pin-not-blocked', purpose })
  return findings
}

function compareFiles(files: readonly RuledFile[]): readonly ReadBackFinding[] {
  const missingOrWrong = finishedFiles.flatMap((wanted): readonly ReadBackFinding[] => {
    const found = files.find(({ path }) => path === wanted.path)
    if (!found) return [{ kind: 'missing-file', path: wanted.path }]
    const isRuled = found.acl === wanted.acl && found.proprietary === wanted.proprietary
    return isRuled ? [] : [{ kind: 'wrong-access-rule', path: wanted.path }]
  })
  const leftover = files
    .filter((found) => !finishedFiles.some(({ path }) => path === found.path))
    .map(({ path }): ReadBackFinding => ({ kind: 'leftover-file', path }))
  return [...missingOrWrong, ...leftover]
}
