import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate, equalBytes } from '@sotevarmenne/x509/der'
import { adminKeyLength, respondToChallenge, type AdminExchange } from './admin-key.ts'
import { runAll, send, unexpected, withCard, type Command } from './apdu.ts'
import { fromHex } from './bytes.ts'
import { isOfOurLayout, readChipSerial, unreadable } from './card-facts.ts'
import { creating, directoryOf, selecting, writeFiles } from './card-files.ts'
import { certifiedKey, readSelectedKey, type CardKey } from './card-keys.ts'
import { knownLayoutOf } from './card-layouts.ts'
import { isActivationCode } from './card-pins.ts'
import type { CardChannel } from './card-channel.ts'
import { isFactoryKey } from './diversify.ts'
import {
  adminReference,
  adminTries,
  keyKinds,
  minDigitsOf,
  maxPinDigits,
  paths,
  purposes,
  type CardLayout,
} from './layout.ts'
import {
  applicationId,
  encodeCertificates,
  encodeDirectory,
  encodeObjectDirectory,
  encodePins,
  encodePrivateKeys,
  encodeTokenInfo,
  encodeTrustedCertificates,
} from './pkcs15.ts'
import { makingPins, signChallenge } from './production-commands.ts'
import { proveAdminKeyBy } from './prove-admin-key.ts'
import {
  cardCertificates,
  type CardCertificates,
  type CardKeyAlgorithm,
  type CardLanguage,
  type CardTrouble,
  type KeyPurpose,
  type PinRules,
} from './words.ts'

export type PersonalisingPlan = {
  /** Shown by every program as the token's name; at most 20 bytes, so that "(PIN1)" fits after it. */
  readonly label: string
  readonly language: CardLanguage
  readonly keyAlgorithm: CardKeyAlgorithm
  readonly pins: PinRules
  /** Eight digits: the PUK of both PINs. */
  readonly activationCode: string
  /** 32 bytes, different for each card (`adminKeyOf`): allows wiping, and new codes and PINs. */
  readonly adminKey: Uint8Array
  /** Seventeen digits. */
  readonly cardNumber: string
}

export type StartedCard = {
  /** Twenty hex digits. */
  readonly chipSerial: string
  readonly keys: readonly CardKey[]
}

export type StartRefusal =
  | { readonly kind: 'card-not-blank' }
  /** `mayTake` returned false; nothing was written. */
  | { readonly kind: 'card-not-taken'; readonly chipSerial: string }
  | { readonly kind: 'plan-not-possible'; readonly because: string }
  | CardTrouble

/**
 * Empties a card that is not activated, creates its PINs, and generates both keys ON the card. The private
 * keys never leave it. The PINs are random and unknown until the activation code sets them. `mayTake` is
 * called once the chip is known, before anything is written.
 */
export function startPersonalising(
  channel: CardChannel,
  plan: PersonalisingPlan,
  mayTake: (chipSerial: string) => Promise<boolean> = () => Promise.resolve(true),
): Promise<Result<StartedCard, StartRefusal>> {
  return withCard<StartedCard, StartRefusal>(async () => {
    const because = whyImpossible(plan)
    if (because !== undefined) return refuse({ kind: 'plan-not-possible', because })
    if (!(await isOfOurLayout(channel))) return refuse({ kind: 'card-not-blank' })
    const layout = knownLayoutOf(channel)
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    if (!(await mayTake(chipSerial.value)))
      return refuse({ kind: 'card-not-taken', chipSerial: chipSerial.value })

    const emptying = initialising(layout.directoryAcl)
    const { status } = await send(channel, emptying)
    if (status === notPermitted) return refuse({ kind: 'card-not-blank' })
    if (status !== 0x9000) return refuse(unexpected(emptying, status))

    const created = await runAll(channel, makingCodes(layout, plan))
    if (!created.ok) return created
    const led = await writeIn(channel, layout, {
      directory: paths.master,
      files: [[paths.directory, encodeDirectory(plan.label)]],
    })
    if (!led.ok) return led
    const written = await writeIn(channel, layout, {
      directory: paths.application,
      files: [
        [paths.tokenInfo, encodeTokenInfo(plan, instant(Date.now()))],
        [paths.pins, encodePins(plan.pins, layout)],
        [paths.privateKeys, encodePrivateKeys(plan.keyAlgorithm, plan.language, layout)],
      ],
    })
    if (!written.ok) return written

    const keys: CardKey[] = []
    for (const purpose of purposes) {
      const slot = layout.keySlots[purpose]
      const generated = await runAll(channel, makingKey(slot, plan.keyAlgorithm))
      if (!generated.ok) return generated
      const spki = await readSelectedKey(channel, slot.path, keyKinds[plan.keyAlgorithm])
      if (!spki.ok) return spki
      keys.push({ purpose, spki: spki.value })
    }
    return ok({ chipSerial: chipSerial.value, keys })
  })
}

/**
 * The card's signature over the challenge, as proof of possession of the private key. By SHA-256, or for
 * P-384 and P-521 by the hash of the curve's strength: the caller verifies it by the public key. The card has
 * had power since its start.
 */
export function proveKey(
  channel: CardChannel,
  key: CardKey,
  challenge: Uint8Array,
): Promise<Result<Uint8Array, CardTrouble>> {
  return withCard<Uint8Array, CardTrouble>(() => signChallenge(channel, key, challenge))
}

export type FinishRefusal =
  { readonly kind: 'certificate-of-another-key'; readonly purpose: KeyPurpose } | CardTrouble

/**
 * Writes certificates and their PKCS#15 directories, then activates every access rule. A certificate of
 * another key than the card reported at its start is not written; the read-back checks that the card is still
 * the same.
 */
export function finishPersonalising(
  channel: CardChannel,
  {
    keys,
    certificates,
    language,
    power = 'perhaps-new',
  }: Pick<StartedCard, 'keys'> & {
    readonly certificates: CardCertificates
    readonly language: CardLanguage
    /** Whether the card has had power since its start: then its directory is still selected. */
    readonly power?: 'since-start' | 'perhaps-new'
  },
): Promise<Result<void, FinishRefusal>> {
  return withCard(async (): Promise<Result<void, FinishRefusal>> => {
    for (const purpose of purposes) {
      const certified = certifiedKey(certificates[purpose])
      const onCard = keys.find((key) => key.purpose === purpose)?.spki
      if (!certified || !onCard || !equalBytes(certified, onCard))
        return refuse({ kind: 'certificate-of-another-key', purpose })
    }
    const layout = knownLayoutOf(channel)
    const files: readonly FileContent[] = [
      ...cardCertificates.map(
        (which) => [layout.certificatePaths[which], certificates[which]] as const,
      ),
      [paths.certificates, encodeCertificates(language, layout)],
      [paths.trustedCertificates, encodeTrustedCertificates(language, layout)],
      [paths.objectDirectory, encodeObjectDirectory()],
    ]
    const places = Object.entries(Object.groupBy(files, ([path]) => directoryOf(path)))
    // Where all files are in one directory, it is still selected.
    const isSelected = places.length === 1 && power === 'since-start'
    for (const [directory, inDirectory = []] of places) {
      const written = await writeIn(channel, layout, {
        directory: isSelected ? undefined : directory,
        files: inDirectory,
      })
      if (!written.ok) return written
    }
    return runAll(channel, [activating])
  })
}

export type WipeRefusal =
  | { readonly kind: 'wrong-admin-key'; readonly triesLeft: number }
  | { readonly kind: 'admin-key-blocked' }
  | CardTrouble

/** Empties a personalised card for its next use. Keys, PINs and files are deleted. */
export const wipe = (
  channel: CardChannel,
  adminKey: Uint8Array,
): Promise<Result<void, WipeRefusal>> =>
  wipeBy<never>(channel, (exchange) => Promise.resolve(ok(respondToChallenge(adminKey, exchange))))

/** The same by requesting the response to the card's challenge from the holder of the admin key. */
export function wipeBy<Refused>(
  channel: CardChannel,
  respond: (exchange: AdminExchange) => Promise<Result<Uint8Array, Refused>>,
): Promise<Result<void, Refused | WipeRefusal>> {
  return withCard(async (): Promise<Result<void, Refused | WipeRefusal>> => {
    if (!(await isOfOurLayout(channel))) return unreadable('answer to reset')
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const proved = await proveAdminKeyBy(channel, {
      purpose: 'administration',
      chipSerial: chipSerial.value,
      respond,
    })
    if (!proved.ok) return proved
    switch (proved.value.kind) {
      case 'wrong-pin':
        return refuse({ kind: 'wrong-admin-key', triesLeft: proved.value.triesLeft })
      case 'pin-blocked':
        return refuse({ kind: 'admin-key-blocked' })
      case 'other':
      case 'done':
        // A card in creation has no key yet, and requires none: it decides itself whether it may be emptied.
        return runAll(channel, [initialising(factoryAcl)])
    }
  })
}

/** Anybody with a wiped card may personalise it. */
const factoryAcl = '000FFF'
const notPermitted = 0x6982

const initialising = (acl: string): Command => ({
  name: 'initialise',
  ins: 0xda,
  p1: 0x01,
  p2: 0xe0,
  data: concatenate(fromHex('FFFF'), fromHex(acl), fromHex(acl)),
})

const activating: Command = {
  name: 'activate',
  ins: 0x44,
  p1: 0x04,
  p2: 0x00,
  data: fromHex(applicationId),
}

function whyImpossible(plan: PersonalisingPlan): string | undefined {
  const { tries } = plan.pins
  if (Buffer.byteLength(plan.label) > 20 || plan.label === '') return 'label of 1 to 20 bytes'
  if (!/^\d{17}$/.test(plan.cardNumber)) return 'card number of 17 digits'
  if (!isActivationCode(plan.activationCode)) return 'activation code of 8 digits'
  if (plan.adminKey.length !== adminKeyLength) return 'admin key of 32 bytes'
  if (isFactoryKey(plan.adminKey)) return 'an admin key that is not everybody’s'
  const lengths = purposes.map((purpose) => minDigitsOf(plan.pins, purpose))
  if (!lengths.every((min) => Number.isInteger(min) && min >= 4 && min <= maxPinDigits))
    return 'PINs of 4 to 8 digits'
  if (!Number.isInteger(tries) || tries < 1 || tries > 15) return '1 to 15 tries'
  return undefined
}

/** The admin key, then the PINs, which name it: it may reset them and their activation code. */
const makingCodes = (layout: CardLayout, plan: PersonalisingPlan): readonly Command[] => [
  {
    name: 'make admin key',
    ins: 0xda,
    p1: 0x01,
    p2: 0x20 | adminReference,
    data: concatenate(plan.adminKey, Uint8Array.of(adminTries)),
  },
  ...makingPins(layout, plan),
]

/** With the application selected; a new file becomes the selected one (ISO/IEC 7816-4 § 11.1). */
function makingKey(
  { path, acl, proprietary }: CardLayout['keySlots'][KeyPurpose],
  algorithm: CardKeyAlgorithm,
): readonly Command[] {
  const { type, bits } = keyKinds[algorithm]
  const directory = directoryOf(path)
  return [
    ...(directory === paths.application ? [] : [selecting(directory)]),
    creating(path, { type: type === 'rsa' ? 0x11 : 0x22, size: bits, acl, proprietary }),
    {
      name: `generate key ${path}`,
      ins: 0x46,
      p1: 0,
      p2: 0,
      data: type === 'rsa' ? fromHex(exponent65537) : new Uint8Array(),
    },
  ]
}

const exponent65537 = '30058103010001'

type FileContent = readonly [path: string, content: Uint8Array]

/** Files of one directory; of the selected one, if none is given. */
const writeIn = (
  channel: CardChannel,
  { fileAcl }: CardLayout,
  {
    directory,
    files,
  }: { readonly directory: string | undefined; readonly files: readonly FileContent[] },
): Promise<Result<void, CardTrouble>> =>
  writeFiles(
    channel,
    directory,
    files.map(([path, content]) => ({ path, acl: fileAcl, content })),
  )
