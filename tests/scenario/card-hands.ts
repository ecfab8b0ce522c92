import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { Environment } from './environment.ts'
import type { ReaderHands } from './reader-hands.ts'

/** Logs in with a card by a program that checks no revocation status, unlike the card reader software. */
export const cardHands = (
  { data }: Pick<Environment, 'data'>,
  chipSerial: string,
): Pick<ReaderHands, 'sign' | 'hashOfCard'> => ({
  hashOfCard: () => Promise.reject(new Error('only log-ins')),
  sign: async ({ content, pin }) => {
    const file = path.join(data, 'cards', `${chipSerial}.json`)
    const channel = channelTo(await openSoftwareCard(fileStore(file)))
    const card = await readCard(channel)
    if (typeof content !== 'string' || !card.ok)
      throw new Error('only log-ins, with a card that can be read')
    const { certificates, chain } = card.value
    const own = certificates.find(({ purpose }) => purpose === 'authentication')
    if (!own) throw new Error('the card has no authentication certificate')
    const isRsa = new X509Certificate(own.der).publicKey.asymmetricKeyType === 'rsa'
    const signed = await signWith(channel, {
      ...{ purpose: 'authentication', pin, algorithm: isRsa ? 'rsa-sha256' : 'ecdsa-sha384' },
      data: new Uint8Array(Buffer.from(content)),
    })
    if (!signed.ok) throw new Error(`the card does not sign: ${signed.refusal.kind}`)
    const ders = [own.der, ...chain]
    return {
      ...{ status: 'ok', reasonCode: 200, reasonText: '' },
      signatureAlgorithm: isRsa ? 'SHA256withRSA' : 'SHA384withECDSA',
      signature: Buffer.from(signed.value).toString('base64'),
      chain: ders.map((der) => Buffer.from(der).toString('base64')),
    }
  },
})
