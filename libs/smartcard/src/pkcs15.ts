import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  boolean,
  concatenate,
  contextual,
  contextualPrimitive,
  enumerated,
  generalizedTime,
  integer,
  namedBits,
  octetString,
  bytesOf,
  printableString,
  readDer,
  sequence,
  sequenceOf,
  contextualOf,
  smallIntegerOf,
  textOf,
  utf8String,
  type DerNode,
} from '@sotevarmenne/x509/der'
import { asciiBytes, fromHex, toHex } from './bytes.ts'
import { codeLabel, labels, pinLabels } from './labels.ts'
import {
  caIds,
  keyKinds,
  maxPinDigits,
  minDigitsOf,
  myEidLayout,
  paths,
  purposes,
  type CardLayout,
} from './layout.ts'
import { tlv } from './tlv.ts'
import type { CardKeyAlgorithm, CardLanguage, KeyPurpose, PinRules } from './words.ts'

/*
 * The directories by which every program finds its way on the card (PKCS#15 v1.1, ISO/IEC 7816-15), encoded
 * and parsed. Only what our own cards contain: parsing others' cards would need more.
 */

/** The name of the PKCS#15 application (§ 5.4). */
export const applicationId = 'A000000063504B43532D3135'

/** EF.DIR: which application is where (§ 5.4). */
export const encodeDirectory = (label: string): Uint8Array =>
  tlv(
    0x61,
    tlv(0x4f, fromHex(applicationId)),
    tlv(0x50, new TextEncoder().encode(label)),
    tlv(0x51, fromHex(paths.application)),
  )

/** EF.ODF: where the directories are (§ 6.2). */
export const encodeObjectDirectory = (): Uint8Array =>
  concatenate(
    contextual(0, pathTo(paths.privateKeys)),
    contextual(4, pathTo(paths.certificates)),
    contextual(5, pathTo(paths.trustedCertificates)),
    contextual(8, pathTo(paths.pins)),
  )

export type TokenInfo = {
  readonly cardNumber: string
  readonly label: string
  readonly language: string
}

/**
 * EF.TokenInfo (§ 6.9). `writtenAt` shows programs that their copy of an older card with this number is
 * stale.
 */
export const encodeTokenInfo = (
  { cardNumber, label, language }: TokenInfo,
  writtenAt: Instant,
): Uint8Array =>
  sequence(
    integer(0),
    octetString(asciiBytes(cardNumber)),
    contextualPrimitive(0, new TextEncoder().encode(label)),
    namedBits([tokenFlags.randomNumbers, tokenFlags.eidCompliant]),
    contextual(5, generalizedTime(writtenAt)),
    printableString(language),
  )

/** For our own cards and for others, which need not name a language. */
export type TokenAsRead = Omit<TokenInfo, 'language'> & { readonly language: string | undefined }

export function decodeTokenInfo(bytes: Uint8Array): TokenAsRead | undefined {
  const node = readDer(bytes)
  const parts = node.ok ? (sequenceOf(node.value) ?? []) : []
  const serial = bytesOf(parts[1])
  const label = parts.find((part) => part.tagClass === 'contextual' && part.tagNumber === 0)
  if (!serial || !label) return undefined
  return {
    cardNumber: Buffer.from(serial).toString('latin1'),
    label: new TextDecoder().decode(label.content),
    language: textOf(parts.at(-1)),
  }
}

/** EF.AODF: the PINs (§ 6.8), and the activation code where it is a separate object. */
export const encodePins = (
  rules: Omit<PinRules, 'tries'>,
  { keySlots, arePinsPadded, codeReference }: CardLayout = myEidLayout,
): Uint8Array =>
  concatenate(
    ...purposes.map((purpose) => {
      const { authId, pinReference, pinPath } = keySlots[purpose]
      return encodePin({
        ...{ label: pinLabels[purpose], authId, reference: pinReference, path: pinPath },
        minLength: minDigitsOf(rules, purpose),
        flags: [
          ...(pinPath === paths.application ? [] : [pinFlags.local]),
          pinFlags.initialised,
          ...(arePinsPadded ? [pinFlags.needsPadding] : []),
        ],
        isPadded: arePinsPadded,
        ...(codeReference !== undefined && { unblockedBy: codeAuthId }),
      })
    }),
    ...(codeReference === undefined
      ? []
      : [
          encodePin({
            ...{ label: codeLabel, authId: codeAuthId, reference: codeReference },
            ...{ path: paths.application, minLength: maxPinDigits, isPadded: false },
            flags: [pinFlags.changeDisabled, pinFlags.initialised, pinFlags.unblockingPin],
          }),
        ]),
  )

const codeAuthId = 3

function encodePin({
  label,
  authId,
  reference,
  path,
  minLength,
  flags,
  isPadded,
  unblockedBy,
}: {
  readonly label: string
  readonly authId: number
  readonly reference: number
  readonly path: string
  readonly minLength: number
  readonly flags: readonly number[]
  readonly isPadded: boolean
  readonly unblockedBy?: number
}): Uint8Array {
  const unblocking = unblockedBy === undefined ? [] : [octetString(Uint8Array.of(unblockedBy))]
  return sequence(
    sequence(utf8String(label), namedBits([objectFlags.private]), ...unblocking),
    sequence(octetString(Uint8Array.of(authId))),
    contextual(
      1,
      sequence(
        namedBits(flags),
        enumerated(pinTypes.asciiNumeric),
        integer(minLength),
        integer(maxPinDigits),
        integer(maxPinDigits),
        contextualPrimitive(0, Uint8Array.of(reference)),
        ...(isPadded ? [octetString(Uint8Array.of(0xff))] : []),
        pathTo(path),
      ),
    ),
  )
}

export type PinLimits = {
  readonly reference: number
  readonly minLength: number
  readonly maxLength: number
}

export function decodePins(bytes: Uint8Array): readonly PinLimits[] | undefined {
  const pins = elementsOf(bytes)?.map((pin) => {
    const attributes = sequenceOf(contextualOf(sequenceOf(pin)?.[2], 1)?.[0])
    const minLength = smallIntegerOf(attributes?.[2])
    const maxLength = smallIntegerOf(attributes?.[4])
    const reference = attributes?.[5]?.content[0]
    if (minLength === undefined || maxLength === undefined || reference === undefined)
      return undefined
    return { reference, minLength, maxLength }
  })
  return pins?.every((pin) => pin !== undefined) === true ? pins : undefined
}

/** EF.PrKDF: the private keys (§ 6.3). */
export const encodePrivateKeys = (
  algorithm: CardKeyAlgorithm,
  language: CardLanguage,
  layout: CardLayout = myEidLayout,
): Uint8Array =>
  concatenate(
    ...purposes.map((purpose) => encodePrivateKey(layout.keySlots[purpose], algorithm, language)),
  )

/** EF.CDF: the holder's certificates (§ 6.6). */
export const encodeCertificates = (
  language: CardLanguage,
  { keySlots, certificatePaths }: CardLayout = myEidLayout,
): Uint8Array =>
  concatenate(
    ...purposes.map((purpose) =>
      sequence(
        sequence(utf8String(labels[language].certificate[purpose])),
        sequence(octetString(Uint8Array.of(keySlots[purpose].id))),
        contextual(1, sequence(pathTo(certificatePaths[purpose]))),
      ),
    ),
  )

/** The directory of trusted certificates: issuer and root. */
export const encodeTrustedCertificates = (
  language: CardLanguage,
  { certificatePaths }: CardLayout = myEidLayout,
): Uint8Array =>
  concatenate(
    ...(['issuer', 'root'] as const).map((ca) =>
      sequence(
        sequence(utf8String(labels[language].certificate[ca])),
        sequence(octetString(Uint8Array.of(caIds[ca])), boolean(true)),
        contextual(1, sequence(pathTo(certificatePaths[ca]))),
      ),
    ),
  )

export type CertificateEntry = { readonly id: number; readonly path: string }

export function decodeCertificateEntries(
  bytes: Uint8Array,
): readonly CertificateEntry[] | undefined {
  const entries = elementsOf(bytes)?.map((entry) => {
    const parts = sequenceOf(entry)
    const id = bytesOf(sequenceOf(parts?.[1])?.[0])?.[0]
    const value = sequenceOf(contextualOf(parts?.[2], 1)?.[0])?.[0]
    const path = bytesOf(sequenceOf(value)?.[0])
    return id === undefined || !path ? undefined : { id, path: toHex(path) }
  })
  return entries?.every((entry) => entry !== undefined) === true ? entries : undefined
}

const tokenFlags = { randomNumbers: 2, eidCompliant: 3 } as const
const objectFlags = { private: 0 } as const
const pinFlags = {
  local: 1,
  changeDisabled: 2,
  initialised: 4,
  needsPadding: 5,
  unblockingPin: 6,
} as const
const pinTypes = { asciiNumeric: 1 } as const
const usages = { decrypt: 1, sign: 2, nonRepudiation: 9 } as const
const accessFlags = { sensitive: 0, alwaysSensitive: 2, neverExtractable: 3, local: 4 } as const

const pathTo = (path: string): Uint8Array => sequence(octetString(fromHex(path)))

function encodePrivateKey(
  slot: CardLayout['keySlots'][KeyPurpose],
  algorithm: CardKeyAlgorithm,
  language: CardLanguage,
): Uint8Array {
  const { type, bits } = keyKinds[algorithm]
  const { purpose } = slot
  const isEachUseConsented = slot.proprietary !== '0000'
  const parts = [
    sequence(
      utf8String(labels[language].key[purpose]),
      namedBits([objectFlags.private]),
      octetString(Uint8Array.of(slot.authId)),
      ...(isEachUseConsented ? [integer(1)] : []),
    ),
    sequence(
      octetString(Uint8Array.of(slot.id)),
      namedBits(usagesOf(purpose, type)),
      boolean(true),
      namedBits(Object.values(accessFlags)),
      integer(slot.namedAs.reference),
    ),
    // The field with an EC key's length is OpenSC's custom; the standard has parameters there.
    contextual(1, sequence(pathTo(slot.namedAs.path), integer(bits))),
  ]
  return type === 'rsa' ? sequence(...parts) : contextual(0, ...parts)
}

function usagesOf(purpose: KeyPurpose, type: 'rsa' | 'ec'): readonly number[] {
  if (purpose === 'signature') return [usages.nonRepudiation]
  return type === 'rsa' ? [usages.sign, usages.decrypt] : [usages.sign]
}

/** The consecutive elements of a directory file. */
function elementsOf(bytes: Uint8Array): readonly DerNode[] | undefined {
  const all = readDer(sequence(bytes))
  return all.ok ? all.value.children() : undefined
}
