import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { adminKeyLength } from './admin-key.ts'
import { run, send, withCard, type Command } from './apdu.ts'
import { asciiBytes, random, toHex } from './bytes.ts'
import {
  certificatesIn,
  readChipSerial,
  unreadable,
  type CertificatesAsRead,
} from './card-facts.ts'
import { readSelected, selectFile, selecting } from './card-files.ts'
import {
  certifiedKey,
  isChallengeSigned,
  kindOfFile,
  readSelectedKey,
  type CardKey,
} from './card-keys.ts'
import { knownLayoutOf } from './card-layouts.ts'
import { check, verifying } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import {
  activationTries,
  adminReference,
  adminTries,
  finishedFilesOf,
  minDigitsOf,
  maxPinDigits,
  paths,
  purposes,
  type CardLayout,
  type RuledFile,
} from './layout.ts'
import {
  decodePins,
  decodeTokenInfo,
  encodeCertificates,
  encodeDirectory,
  encodeObjectDirectory,
  encodePins,
  encodePrivateKeys,
  encodeTrustedCertificates,
} from './pkcs15.ts'
import {
  forgetCodes,
  puttingCode,
  settingAlone,
  settingByCode,
  signChallenge,
  unknownPin,
} from './production-commands.ts'
import { proveAdminKey } from './prove-admin-key.ts'
import type { StatusWord } from './status-word.ts'
import {
  type CardCertificates,
  type CardKeyAlgorithm,
  type CardLanguage,
  type CardTrouble,
  type KeyPurpose,
  type PinRules,
  cardCertificates,
} from './words.ts'

/** Everything that production needs to know about a finished card, as read from the card itself. */
export type CardAsRead = {
  readonly layout: CardLayout
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
  /** Contents of its files, by path, including the PKCS#15 directories. */
  readonly directories: ReadonlyMap<string, Uint8Array>
  readonly admin: AdminAsRead
  /** References of PINs and admin keys in addition to ours. */
  readonly otherCodes: readonly number[]
}

export type AdminAsRead = {
  readonly opensWithKey: boolean
  /** Tries of the admin key, by the card's response to a wrong one. */
  readonly tries: number
}

export type PinAsRead = {
  readonly purpose: KeyPurpose
  readonly minLength: number
  readonly maxLength: number
  /** Wrong PINs until it was blocked. */
  readonly tries: number
  /** Tries of the activation code, by the card's response to a wrong one. */
  readonly activationTries: number
  readonly opensWithActivationCode: boolean
  readonly opensWithAdminKey: boolean
  /** Whether its key signs with the PIN: verified by the public key from the card. */
  readonly signs: boolean
  readonly isBlocked: boolean
}

/** The secrets of the card that is read back. */
export type ReadBackCodes = { readonly activationCode: string; readonly adminKey: Uint8Array }

/**
 * Reads a finished card back. Codes, admin key and both keys are proved, and the tries are counted, not only
 * read: both PINs are left random and blocked, as a card is delivered. For production only; may be repeated.
 */
export function readBack(
  channel: CardChannel,
  codes: ReadBackCodes,
): Promise<Result<CardAsRead, CardTrouble>> {
  return withCard<CardAsRead, CardTrouble>(async () => {
    const layout = knownLayoutOf(channel)
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const content = await readContent(channel, layout)
    if (!content.ok) return content
    const { isActivated, files, contents, keys } = content.value
    const token = decodeTokenInfo(contents.get(paths.tokenInfo) ?? new Uint8Array())
    if (!token) return unreadable(paths.tokenInfo)
    const certificates = certificatesIn(contents)
    if (!certificates.ok) return certificates
    const limits = decodePins(contents.get(paths.pins) ?? new Uint8Array())
    if (!limits) return unreadable(paths.pins)
    const missing = purposes.find((purpose) => keys.every((key) => key.purpose !== purpose))
    if (missing) return unreadable(layout.keySlots[missing].path)

    const codesFound = await tryCodes(channel, codes, {
      layout,
      chipSerial: chipSerial.value,
      keys,
      limits,
    })
    if (!codesFound.ok) return codesFound
    const otherCodes = await findOtherCodes(channel, layout)

    return ok({
      layout,
      chipSerial: chipSerial.value,
      ...token,
      isActivated,
      ...codesFound.value,
      keys,
      certificates: certificates.value,
      files,
      directories: contents,
      otherCodes,
    })
  })
}

/** What must not be left on a wiped card. */
export type LeftOnCard =
  | { readonly kind: 'leftover-file'; readonly path: string }
  | { readonly kind: 'leftover-code'; readonly reference: number }
  | { readonly kind: 'access-rules-in-force' }

export type NotEmpty = { readonly kind: 'not-empty'; readonly left: readonly LeftOnCard[] }

/**
 * Proves that the card has no data of any holder: its own directory lists no file but the two directories of
 * a blank card, none of our files and keys is found by name, it knows no PIN, code or admin key, and no
 * access rule is active. If the card was powered off since it was wiped, this is its permanent state.
 */
export function proveEmpty(
  channel: CardChannel,
): Promise<Result<{ readonly chipSerial: string }, NotEmpty | CardTrouble>> {
  return withCard<{ readonly chipSerial: string }, NotEmpty | CardTrouble>(async () => {
    const layout = knownLayoutOf(channel)
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const rules = await readContent(channel, layout, 'rules-only')
    if (!rules.ok) return rules
    const hidden: string[] = []
    for (const { path } of finishedFilesOf(layout)) {
      if (rules.value.files.some((file) => file.path === path)) continue
      const selected = await selectFile(channel, path)
      if (!selected.ok) return selected
      if (selected.value) hidden.push(path)
    }
    const listed = rules.value.files.map(({ path }) => path)
    const leftFiles = [...listed, ...hidden].filter((path) => !layout.directories.includes(path))
    const left: readonly LeftOnCard[] = [
      ...leftFiles.map((path) => ({ kind: 'leftover-file', path }) as const),
      ...(await findCodes(channel, layout, () => false)).map(
        (reference) => ({ kind: 'leftover-code', reference }) as const,
      ),
      ...(rules.value.isActivated ? [{ kind: 'access-rules-in-force' } as const] : []),
    ]
    return left.length === 0
      ? ok({ chipSerial: chipSerial.value })
      : refuse({ kind: 'not-empty', left })
  })
}

/**
 * What production ordered and stored: the keys as read from the card, the certificates as they were issued.
 */
export type CardExpected = {
  readonly chipSerial: string
  readonly cardNumber: string
  readonly label: string
  readonly language: CardLanguage
  readonly keyAlgorithm: CardKeyAlgorithm
  readonly pins: PinRules
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
  | { readonly kind: 'key-does-not-sign'; readonly purpose: KeyPurpose }
  | { readonly kind: 'wrong-admin-key' }
  | { readonly kind: 'leftover-code'; readonly reference: number }
  | { readonly kind: 'wrong-content'; readonly path: string }
  | { readonly kind: 'wrong-access-rule'; readonly path: string }
  | { readonly kind: 'missing-file'; readonly path: string }
  | { readonly kind: 'leftover-file'; readonly path: string }

/** Whether the card that was read is the card that was ordered; else all differences. */
export function compareWithOrder(
  read: CardAsRead,
  expected: CardExpected,
): Result<void, readonly ReadBackFinding[]> {
  const findings = [
    ...compareToken(read, expected),
    ...purposes.flatMap((purpose) => compareKey(purpose, read, expected)),
    ...compareCertificates(read, expected),
    ...purposes.flatMap((purpose) => comparePin(purpose, read, expected)),
    ...compareFiles(read),
    ...compareDirectories(read, expected),
    ...compareAdmin(read),
  ]
  return findings.length === 0 ? ok(undefined) : refuse(findings)
}

type Content = {
  readonly isActivated: boolean
  readonly files: readonly RuledFile[]
  /** The files of a finished card, by path. */
  readonly contents: ReadonlyMap<string, Uint8Array>
  readonly keys: readonly CardKey[]
}

/**
 * Every file of the card, by its own directory. Each is selected once: the response has its rules, then it is
 * read.
 */
async function readContent(
  channel: CardChannel,
  layout: CardLayout,
  extent: 'all' | 'rules-only' = 'all',
): Promise<Result<Content, CardTrouble>> {
  const files: RuledFile[] = []
  const contents = new Map<string, Uint8Array>()
  const keys: CardKey[] = []
  const finishedFiles = finishedFilesOf(layout)
  const waiting: string[] = [paths.master]
  let isActivated = false
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const selected = await selectFile(channel, path)
    if (!selected.ok) return selected
    const facts = selected.value
    if (!facts) return unreadable(path)
    files.push({ path, acl: facts.acl, proprietary: facts.proprietary })
    if (path === paths.application) isActivated = facts.isActivated
    if (facts.type === 'directory') {
      const list = await run(channel, listing(path))
      if (!list.ok) return list
      waiting.push(...(toHex(list.value).match(/.{4}/g) ?? []).map((id) => `${path}${id}`))
    }
    // Unexpected files are reported, not read.
    if (extent === 'rules-only' || !finishedFiles.some((wanted) => wanted.path === path)) continue

    const purpose = purposes.find((each) => layout.keySlots[each].path === path)
    const kind = kindOfFile(facts)
    if (purpose && kind) {
      const spki = await readSelectedKey(channel, path, kind)
      if (!spki.ok) return spki
      keys.push({ purpose, spki: spki.value })
    } else if (facts.type === 'binary') {
      const content = await readSelected(channel, path, facts)
      if (!content.ok) return content
      contents.set(path, content.value)
    }
  }
  return ok({ isActivated, files, contents, keys })
}

const listing = (path: string): Command => ({
  name: `list ${path}`,
  ins: 0xca,
  p1: 0x01,
  p2: 0xa1,
  expectsResponse: true,
})

type OnCard = {
  readonly layout: CardLayout
  readonly chipSerial: string
  readonly keys: readonly CardKey[]
  /** From the card's own directory of PINs. */
  readonly limits: NonNullable<ReturnType<typeof decodePins>>
}

/**
 * The right admin key, which sets PIN1 and restores the tries that an interrupted read-back used up; a wrong
 * one; the activation code of each PIN in the same way; the right admin key again, which sets PIN2; each key
 * signs with its PIN; and wrong PINs until they are blocked.
 */
async function tryCodes(
  channel: CardChannel,
  { activationCode, adminKey }: ReadBackCodes,
  { layout, chipSerial, keys, limits }: OnCard,
): Promise<Result<Pick<CardAsRead, 'admin' | 'pins'>, CardTrouble>> {
  const proving = { purpose: 'pins', chipSerial } as const
  const setByAdmin = async (purpose: KeyPurpose, pin: Uint8Array): Promise<boolean> => {
    const set = await check(channel, settingAlone(layout.keySlots[purpose].pinReference, pin))
    return set.kind === 'done'
  }
  const first = await proveAdminKey(channel, adminKey, proving)
  if (!first.ok) return first
  const isPin1Set = await setByAdmin('authentication', unknownPin(layout))
  // A wrong key would lose a try each time, until the card's admin key is blocked.
  const isKey = first.value.kind === 'done'
  const wrong = isKey
    ? await proveAdminKey(channel, random(adminKeyLength), proving)
    : ok({ kind: 'done' } as const)
  if (!wrong.ok) return wrong
  const byCode = new Map<KeyPurpose, CodeAsRead>()
  for (const purpose of purposes)
    byCode.set(purpose, await tryActivationCode(channel, layout, { purpose, activationCode }))
  const setsCode = await adminSetsCode(channel, layout, { chipSerial, adminKey, activationCode })
  if (!setsCode.ok) return setsCode

  // Each PIN that was set ends what the proof opened.
  const again = isKey ? await proveAdminKey(channel, adminKey, proving) : first
  if (!again.ok) return again
  const pin2 = byCode.get('signature')?.pin
  const byAdmin: Readonly<Record<KeyPurpose, boolean>> = {
    authentication: isPin1Set,
    signature: pin2 !== undefined && (await setByAdmin('signature', pin2)),
  }
  const entered = await run(channel, selecting(paths.application))
  if (!entered.ok) return entered
  const signing = new Map<KeyPurpose, boolean>()
  for (const key of keys) {
    const pin = byCode.get(key.purpose)?.pin
    signing.set(key.purpose, pin !== undefined && (await signsWithPin(channel, key, pin)))
    // The other PIN must not be verified here.
    await forgetCodes(channel, layout)
  }

  const pins: PinAsRead[] = []
  for (const purpose of purposes) {
    const reference = layout.keySlots[purpose].pinReference
    const limit = limits.find((each) => each.reference === reference)
    const code = byCode.get(purpose)
    if (!limit || !code) return unreadable(paths.pins)
    pins.push({
      purpose,
      minLength: limit.minLength,
      maxLength: limit.maxLength,
      activationTries: code.tries,
      opensWithActivationCode: code.opens,
      opensWithAdminKey: byAdmin[purpose],
      signs: signing.get(purpose) ?? false,
      ...(await countTries(channel, layout, reference)),
    })
  }
  const tries = wrong.value.kind === 'wrong-pin' ? wrong.value.triesLeft + 1 : 0
  return ok({ pins, admin: { opensWithKey: again.value.kind === 'done' && setsCode.value, tries } })
}

/** Whether the admin key sets the activation code, where that is an object with rules of its own. */
async function adminSetsCode(
  channel: CardChannel,
  layout: CardLayout,
  { chipSerial, adminKey, activationCode }: ReadBackCodes & { readonly chipSerial: string },
): Promise<Result<boolean, CardTrouble>> {
  const { codeReference, codePlaces } = layout
  if (codeReference === undefined) return ok(true)
  // A code that is still verified would set PIN2 in place of the admin key.
  await forgetCodes(channel, layout)
  const proved = await proveAdminKey(channel, adminKey, { purpose: 'activation', chipSerial })
  if (!proved.ok) return proved
  for (const place of codePlaces) {
    const set = await check(channel, puttingCode(place, asciiBytes(activationCode)))
    if (set.kind !== 'done') return ok(false)
  }
  return ok(true)
}

type CodeAsRead = {
  readonly opens: boolean
  readonly tries: number
  /** The PIN that the code set. */
  readonly pin: Uint8Array
}

async function tryActivationCode(
  channel: CardChannel,
  layout: CardLayout,
  { purpose, activationCode }: { readonly purpose: KeyPurpose; readonly activationCode: string },
): Promise<CodeAsRead> {
  const pin = unknownPin(layout)
  const open = (code: Uint8Array) =>
    checkAll(channel, settingByCode(layout, purpose, { code, pin }))
  const first = await open(asciiBytes(activationCode))
  const opens = first.kind === 'done'
  const refused = opens ? await open(unknownPin(layout)) : first
  const again = opens ? await open(asciiBytes(activationCode)) : first
  const tries = refused.kind === 'wrong-pin' ? refused.triesLeft + 1 : 0
  return { pin, opens: again.kind === 'done', tries }
}

/** Up to the first command that the card refuses. */
async function checkAll(
  channel: CardChannel,
  [first, ...others]: readonly [Command, ...Command[]],
): Promise<StatusWord> {
  let checked = await check(channel, first)
  for (const command of others) if (checked.kind === 'done') checked = await check(channel, command)
  return checked
}

/** Sends wrong PINs until the PIN is blocked. */
async function countTries(
  channel: CardChannel,
  layout: CardLayout,
  reference: number,
): Promise<Pick<PinAsRead, 'tries' | 'isBlocked'>> {
  let tries = 0
  let isBlocked = false
  while (!isBlocked && tries < maxTries) {
    const checked = await check(channel, verifying(reference, unknownPin(layout)))
    tries += 1
    isBlocked = checked.kind === 'pin-blocked'
  }
  return { tries, isBlocked }
}

async function signsWithPin(channel: CardChannel, key: CardKey, pin: Uint8Array): Promise<boolean> {
  const { pinReference } = knownLayoutOf(channel).keySlots[key.purpose]
  const verified = await check(channel, verifying(pinReference, pin))
  if (verified.kind !== 'done') return false
  const challenge = random(32)
  const signed = await signChallenge(channel, key, challenge)
  return signed.ok && isChallengeSigned(key.spki, challenge, signed.value)
}

/** Queries every reference that is not ours. */
const findOtherCodes = (channel: CardChannel, layout: CardLayout): Promise<readonly number[]> =>
  findCodes(channel, layout, ({ kind, reference }) =>
    kind === 'PIN'
      ? reference === layout.codeReference ||
        purposes.some((purpose) => layout.keySlots[purpose].pinReference === reference)
      : reference === adminReference,
  )

type CodeRequested = { readonly kind: 'PIN' | 'admin key'; readonly reference: number }

/** References that the card knows as PINs or admin keys, except the expected ones. */
async function findCodes(
  channel: CardChannel,
  { lastReference }: CardLayout,
  isExpected: (code: CodeRequested) => boolean,
): Promise<readonly number[]> {
  const found: number[] = []
  for (let reference = 1; reference <= lastReference; reference += 1) {
    const requested: Command[] = []
    if (!isExpected({ kind: 'PIN', reference }))
      requested.push({ name: 'ask PIN', ins: 0x20, p1: 0, p2: reference })
    if (reference <= lastAdminReference && !isExpected({ kind: 'admin key', reference }))
      requested.push({ name: 'ask admin key', ins: 0x82, p1: 0, p2: reference })
    for (const command of requested)
      if ((await send(channel, command)).status !== referenceNotFound) found.push(reference)
  }
  return found
}

/** References of admin keys are 1 to this. */
const lastAdminReference = 14

const referenceNotFound = 0x6a88

/** A counter has four bits. */
const maxTries = 16

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

/** The key must be the certified one, and the certificate must be for the key on this card. */
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
  cardCertificates
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
    pin.minLength === minDigitsOf(expected.pins, purpose) &&
    pin.maxLength === maxPinDigits &&
    pin.tries === expected.pins.tries &&
    pin.activationTries === activationTries
  const findings: ReadBackFinding[] = []
  if (!areLimitsRight) findings.push({ kind: 'wrong-pin-limits', purpose })
  if (!pin.opensWithActivationCode) findings.push({ kind: 'wrong-activation-code', purpose })
  if (!pin.isBlocked) findings.push({ kind: 'pin-not-blocked', purpose })
  if (!pin.signs) findings.push({ kind: 'key-does-not-sign', purpose })
  return findings
}

function compareAdmin({ admin, pins, otherCodes }: CardAsRead): readonly ReadBackFinding[] {
  const isRight =
    admin.opensWithKey && admin.tries === adminTries && pins.every((pin) => pin.opensWithAdminKey)
  return [
    ...(isRight ? [] : [{ kind: 'wrong-admin-key' } as const]),
    ...otherCodes.map((reference) => ({ kind: 'leftover-code', reference }) as const),
  ]
}

const compareDirectories = (
  { layout, directories }: CardAsRead,
  { label, language, keyAlgorithm, pins }: CardExpected,
): readonly ReadBackFinding[] =>
  Object.entries({
    [paths.directory]: encodeDirectory(label),
    [paths.objectDirectory]: encodeObjectDirectory(),
    [paths.pins]: encodePins(pins, layout),
    [paths.privateKeys]: encodePrivateKeys(keyAlgorithm, language, layout),
    [paths.certificates]: encodeCertificates(language, layout),
    [paths.trustedCertificates]: encodeTrustedCertificates(language, layout),
  })
    .filter(([path, content]) => {
      const read = directories.get(path)
      return read !== undefined && !equalBytes(read, content)
    })
    .map(([path]) => ({ kind: 'wrong-content', path }))

function compareFiles({ layout, files }: CardAsRead): readonly ReadBackFinding[] {
  const finishedFiles = finishedFilesOf(layout)
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
