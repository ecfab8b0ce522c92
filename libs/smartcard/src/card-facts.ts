import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { run, type Command } from './apdu.ts'
import { fromHex, toHex } from './bytes.ts'
import type { CardChannel } from './card-channel.ts'
import { readFile } from './card-files.ts'
import { layoutOf } from './card-layouts.ts'
import { caIds, keySlots, paths, type CardLayoutName } from './layout.ts'
import {
  applicationId,
  decodeCertificateEntries,
  decodeTokenInfo,
  type TokenAsRead,
} from './pkcs15.ts'
import type { CardCertificates, CardTrouble } from './words.ts'

/*
 * What a card says about itself without any PIN.
 */

/** The chip's serial number from its maker: twenty hex digits. */
export async function readChipSerial(channel: CardChannel): Promise<Result<string, CardTrouble>> {
  const applet = await readApplet(channel)
  return applet.ok ? ok(chipSerialIn(applet.value)) : applet
}

async function readApplet(channel: CardChannel): Promise<Result<Uint8Array, CardTrouble>> {
  const selected = await run(channel, {
    name: 'select application',
    ins: 0xa4,
    p1: 0x04,
    p2: 0x00,
    data: fromHex(applicationId),
    expectsResponse: true,
  })
  return selected.ok ? run(channel, gettingChipSerial) : selected
}

/** In the selected application. */
export const gettingChipSerial: Command = {
  name: 'get serial',
  ins: 0xca,
  p1: 0x01,
  p2: 0xa0,
  expectsResponse: true,
}

export const chipSerialIn = (applet: Uint8Array): string => toHex(applet.subarray(8, 18))

/**
 * Whether an applet that cards are produced with here described itself: its name, version, chip serial and change
 * counter. Cards of other issuers answer with something else.
 */
export const isOurApplet = (applet: Uint8Array): boolean =>
  applet.length === 20 && appletNames.includes(String.fromCharCode(...applet.subarray(0, 5)))

const appletNames: readonly string[] = ['MyEID', 'OsEID']

/**
 * Whether the card may have been produced here, or is a blank for it. On others our commands mean something
 * else, and a FINEID S4-2 card of another issuer has no chip serial for us.
 */
export async function isOfOurLayout(
  channel: CardChannel,
  wanted?: CardLayoutName,
): Promise<boolean> {
  const layout = layoutOf(channel)
  if (!layout || (wanted !== undefined && layout.name !== wanted)) return false
  if (layout.name === 'myeid') return true
  const applet = await readApplet(channel)
  return applet.ok && isOurApplet(applet.value)
}

/** What programs show about the card: its number, name and language. */
export async function readToken(channel: CardChannel): Promise<Result<TokenAsRead, CardTrouble>> {
  const content = await readFile(channel, paths.tokenInfo)
  if (!content.ok) return content
  const token = decodeTokenInfo(content.value)
  return token ? ok(token) : unreadable(paths.tokenInfo)
}

/** Those that the card has. */
export type CertificatesAsRead = {
  readonly [which in keyof CardCertificates]: Uint8Array | undefined
}

/** The certificates as programs find them: through the card's directory files. */
export async function readCertificates(
  channel: CardChannel,
): Promise<Result<CertificatesAsRead, CardTrouble>> {
  const contents = new Map<string, Uint8Array>()
  for (const directory of certificateDirectories) {
    const content = await readFile(channel, directory)
    if (!content.ok) return content
    contents.set(directory, content.value)
    for (const { path } of decodeCertificateEntries(content.value) ?? []) {
      const der = await readFile(channel, path)
      if (!der.ok) return der
      contents.set(path, der.value)
    }
  }
  return certificatesIn(contents)
}

/** The same from files that were read already, by path. */
export function certificatesIn(
  contents: ReadonlyMap<string, Uint8Array>,
): Result<CertificatesAsRead, CardTrouble> {
  const found: Partial<Record<keyof CardCertificates, Uint8Array>> = {}
  for (const directory of certificateDirectories) {
    const entries = decodeCertificateEntries(contents.get(directory) ?? new Uint8Array())
    if (!entries) return unreadable(directory)
    for (const { id, path } of entries) {
      const which = certificateIds[id]
      if (which === undefined) continue
      const der = contents.get(path)
      if (!der) return unreadable(path)
      found[which] = der
    }
  }
  const { authentication, signature, issuer, root } = found
  return ok({ authentication, signature, issuer, root })
}

const certificateDirectories = [paths.certificates, paths.trustedCertificates] as const

const certificateIds: Readonly<Record<number, keyof CardCertificates>> = {
  [keySlots.authentication.id]: 'authentication',
  [keySlots.signature.id]: 'signature',
  [caIds.issuer]: 'issuer',
  [caIds.root]: 'root',
}

export const unreadable = (file: string): Result<never, CardTrouble> =>
  refuse({ kind: 'card-unreadable', file })
