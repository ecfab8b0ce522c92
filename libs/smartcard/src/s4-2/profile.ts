import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate, integer, sequence, statedEnd } from '@sotevarmenne/x509/der'
import { run, runAll, send, unexpected } from '../apdu.ts'
import {
  chipSerialIn,
  gettingChipSerial,
  isOurApplet,
  unreadable,
  type CertificatesAsRead,
} from '../card-facts.ts'
import { certifiedKey, keyKindOf } from '../card-keys.ts'
import type { CardChannel } from '../card-channel.ts'
import type { CardProfile } from '../card-profile.ts'
import { readFile, selectFile } from '../card-files.ts'
import { paths, shortestPin } from '../layout.ts'
import { decodePins, decodeTokenInfo } from '../pkcs15.ts'
import { type CardTrouble, cardCertificates } from '../words.ts'
import {
  requestingTries,
  changing,
  reading,
  selectingDirectory,
  selectingFile,
  settingByCode,
  settingKey,
  signing,
  verifying,
} from './commands.ts'
import { files, s42Layout } from './layout.ts'

/**
 * The cards that professionals use today: FINEID S4-2, produced by Idemia and Oberthur, whose keys and files
 * can't be replaced from here; and those of this layout that are produced here.
 */
export const s42: CardProfile = {
  name: 'FINEID S4-2',
  recognises: s42Layout.recognises,
  codeStays: true,
  opening: [selectingDirectory('application')],
  readIdentity: async (channel) => {
    const content = await readOrganisationFile(channel, 'tokenInfo')
    if (!content.ok) return content
    const token = content.value && decodeTokenInfo(content.value)
    if (!token) return unreadable(files.tokenInfo.id)
    const { cardNumber, label } = token
    const chip = await send(channel, gettingChipSerial)
    if (chip.status !== statuses.done || !isOurApplet(chip.data))
      return ok({ cardNumber, label, chipSerial: undefined })
    // Produced here: until it is finished it is nobody's card.
    const application = await selectFile(channel, paths.application)
    if (!application.ok) return application
    if (application.value?.isActivated !== true) return unreadable(paths.application)
    return ok({ cardNumber, label, chipSerial: chipSerialIn(chip.data) })
  },
  readCertificates: async (channel) => {
    const found: Partial<Record<keyof CertificatesAsRead, Uint8Array>> = {}
    for (const which of cardCertificates) {
      const der = await readOrganisationFile(channel, which)
      if (!der.ok) return der
      if (der.value) found[which] = der.value
    }
    const { authentication, signature, issuer, root } = found
    return ok({ authentication, signature, issuer, root })
  },
  readMinDigits: async (channel, purpose) => {
    const content = await readFile(channel, paths.pins)
    const { pinReference } = s42Layout.keySlots[purpose]
    const limits = content.ok ? decodePins(content.value) : undefined
    return ok(limits?.find((each) => each.reference === pinReference)?.minLength ?? shortestPin)
  },
  requestingTries,
  verifying,
  changing,
  settingByCode,
  // There is no known command that clears a verified code.
  forgetCodes: async (channel) => {
    await channel.reset()
    await send(channel, selectingDirectory('application'))
  },
  // Only its certificate describes a key; it is in the key's own directory, which stays selected.
  enterKey: async (channel, purpose) => {
    const der = await readOrganisationFile(channel, purpose)
    if (!der.ok) return der
    const key = certifiedKey(der.value)
    const kind = key && keyKindOf(key)
    return kind ? ok(kind) : unreadable(files[purpose].id)
  },
  sign: async (channel, { purpose, kind, hash, digest }) => {
    const prepared = await run(channel, settingKey(purpose, kind, hash))
    if (!prepared.ok) return prepared
    const signed = await run(channel, signing(digest, kind))
    if (!signed.ok || kind.type === 'rsa') return signed
    const half = signed.value.length / 2
    return ok(
      sequence(integer(signed.value.subarray(0, half)), integer(signed.value.subarray(half))),
    )
  },
}

/**
 * The DER at the start of the file; undefined when the card has no such file. Its directory stays selected.
 */
export async function readOrganisationFile(
  channel: CardChannel,
  which: keyof typeof files,
): Promise<Result<Uint8Array | undefined, CardTrouble>> {
  const { directory, id } = files[which]
  const entered = await runAll(channel, [
    // E.SIGN is found from the master file.
    ...(directory === 'esign' ? [selectingDirectory('master')] : []),
    selectingDirectory(directory),
  ])
  if (!entered.ok) return entered
  const selecting = selectingFile(id)
  const { status } = await send(channel, selecting)
  if (status === statuses.fileNotFound) return ok(undefined)
  if (status !== statuses.done) return refuse(unexpected(selecting, status))

  let content: Uint8Array = new Uint8Array()
  for (;;) {
    const end = statedEnd(content, 0, content.length)
    if (typeof end === 'number' && end <= content.length) return ok(content.subarray(0, end))
    if (typeof end !== 'number' && end !== 'truncated') return unreadable(id)
    if (content.length > maxFileBytes) return unreadable(id)

    const command = reading(id, content.length)
    const piece = await send(channel, command)
    if (content.length === 0 && piece.status === statuses.noCurrentFile) return ok(undefined)
    // The file ended within the piece.
    if (piece.status !== statuses.done && piece.status !== statuses.endOfFile)
      return refuse(unexpected(command, piece.status))
    if (piece.data.length === 0) return unreadable(id)
    content = concatenate(content, piece.data)
  }
}

/** The max offset of READ BINARY (15 bits). */
const maxFileBytes = 0x7fff

/** ISO/IEC 7816-4 § 5.6. */
const statuses = {
  done: 0x9000,
  endOfFile: 0x6282,
  noCurrentFile: 0x6986,
  fileNotFound: 0x6a82,
} as const
