import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate, integer, sequence, statedEnd } from '@sotevarmenne/x509/der'
import { run, runAll, send, unexpected } from '../apdu.ts'
import { fromHex } from '../bytes.ts'
import { unreadable, type CertificatesAsRead } from '../card-facts.ts'
import { certifiedKey, keyKindOf } from '../card-keys.ts'
import type { CardChannel } from '../card-channel.ts'
import type { CardProfile } from '../card-profile.ts'
import { shortestPin } from '../layout.ts'
import { decodeTokenInfo } from '../pkcs15.ts'
import type { CardTrouble } from '../words.ts'
import {
  askingTries,
  changing,
  reading,
  selectingDirectory,
  selectingFile,
  settingByCode,
  settingKey,
  signing,
  verifying,
} from './commands.ts'
import { files } from './layout.ts'

/**
 * The cards that professionals carry today: FINEID S4-2, made by Idemia and Oberthur. Its keys and files can't be
 * replaced from here.
 */
export const s42: CardProfile = {
  name: 'FINEID S4-2',
  recognises: (historicalBytes) => familyBytes.every((octet, at) => historicalBytes[at] === octet),
  codeStays: true,
  opening: [selectingDirectory('application')],
  readIdentity: async (channel) => {
    const content = await readOrganisationFile(channel, 'tokenInfo')
    if (!content.ok) return content
    const token = content.value && decodeTokenInfo(content.value)
    if (!token) return unreadable(files.tokenInfo.id)
    const { cardNumber, label } = token
    return ok({ cardNumber, label, chipSerial: undefined })
  },
  readCertificates: async (channel) => {
    const found: Partial<Record<keyof CertificatesAsRead, Uint8Array>> = {}
    for (const which of ['authentication', 'signature', 'issuer', 'root'] as const) {
      const der = await readOrganisationFile(channel, which)
      if (!der.ok) return der
      if (der.value) found[which] = der.value
    }
    const { authentication, signature, issuer, root } = found
    return ok({ authentication, signature, issuer, root })
  },
  readLeastDigits: () => Promise.resolve(ok(shortestPin)),
  askingTries,
  verifying,
  changing,
  settingByCode,
  // No command is known that takes a given code back.
  forgetCodes: async (channel) => {
    await channel.reset()
    await send(channel, selectingDirectory('application'))
  },
  // Nothing tells of a key but its certificate, which lies in the key's own directory: it stays selected.
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

/** Common to every generation of these cards; what follows tells them apart (note on answers to reset, 2024). */
const familyBytes = fromHex('0031B8640429ECC173940180')

/** The DER that the file begins with; undefined when the card has no such file. Its directory stays selected. */
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
    if (content.length > longestFile) return unreadable(id)

    const command = reading(id, content.length)
    const piece = await send(channel, command)
    if (content.length === 0 && piece.status === statuses.noCurrentFile) return ok(undefined)
    // The end of the file came before the end of the piece.
    if (piece.status !== statuses.done && piece.status !== statuses.endOfFile)
      return refuse(unexpected(command, piece.status))
    if (piece.data.length === 0) return unreadable(id)
    content = concatenate(content, piece.data)
  }
}

/** READ BINARY counts up to here (15 bits). */
const longestFile = 0x7fff

/** ISO/IEC 7816-4 § 5.6. */
const statuses = {
  done: 0x9000,
  endOfFile: 0x6282,
  noCurrentFile: 0x6986,
  fileNotFound: 0x6a82,
} as const
