import { ok } from '@sotevarmenne/kernel/result'
import { readCertificates, readChipSerial, readToken, unreadable } from './card-facts.ts'
import { readFile } from './card-files.ts'
import { selectKey, signDigest } from './card-keys.ts'
import { changing, logOut, pinBlock, resetting, verifying } from './card-pins.ts'
import type { CardProfile } from './card-profile.ts'
import { keySlots, myEidLayout, paths } from './layout.ts'
import { decodePins } from './pkcs15.ts'
import type { KeyPurpose } from './words.ts'

/** Our own cards: FINEID's file names, MyEID's commands. */
export const myEid: CardProfile = {
  name: 'MyEID',
  recognises: myEidLayout.recognises,
  codeStays: false,
  opening: [],
  readIdentity: async (channel) => {
    const chipSerial = await readChipSerial(channel)
    if (!chipSerial.ok) return chipSerial
    const token = await readToken(channel)
    if (!token.ok) return token
    const { cardNumber, label } = token.value
    return ok({ cardNumber, label, chipSerial: chipSerial.value })
  },
  readCertificates,
  readMinDigits: async (channel, purpose) => {
    const content = await readFile(channel, paths.pins)
    if (!content.ok) return content
    const limits = decodePins(content.value)
    const limit = limits?.find(({ reference }) => reference === referenceOf(purpose))
    return limit ? ok(limit.minLength) : unreadable(paths.pins)
  },
  requestingTries: (purpose) => verifying(referenceOf(purpose), new Uint8Array()),
  verifying: (purpose, pin) => verifying(referenceOf(purpose), pinBlock(pin)),
  changing: (purpose, oldPin, newPin) =>
    changing(referenceOf(purpose), pinBlock(oldPin), pinBlock(newPin)),
  settingByCode: (purpose, activationCode, newPin) => [
    resetting(referenceOf(purpose), pinBlock(activationCode), pinBlock(newPin)),
  ],
  forgetCodes: logOut,
  enterKey: selectKey,
  sign: (channel, { purpose, kind, hash, digest }) =>
    signDigest(channel, purpose, kind, hash, digest),
}

const referenceOf = (purpose: KeyPurpose): number => keySlots[purpose].pinReference
