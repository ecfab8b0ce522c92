import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { StartedCard } from '@sotevarmenne/smartcard/personaliser'
import type { CardCertificates } from '@sotevarmenne/smartcard/words'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { basicConstraints, keyUsage, type KeyUsage } from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'

/** The data in an invented holder's certificates. */
export type InventedHolder = {
  readonly givenName: string
  readonly surname: string
  readonly title: string
  readonly registrationNumber: string
}

export const aino: InventedHolder = {
  givenName: 'Aino',
  surname: 'Esimerkki',
  title: 'Sairaanhoitaja',
  registrationNumber: '00198706129',
}

/**
 * Certificates of a test card under a root and an issuing CA of its own, valid for a year from the instant.
 */
export const issueFrom =
  (notBefore: Instant, { givenName, surname, title, registrationNumber } = aino) =>
  ({ keys }: Pick<StartedCard, 'keys'>): CardCertificates => {
    const root = ca('TEST root')
    const issuer = ca('TEST issuer')
    const issue = (of: Named, by: Named, key: Uint8Array, usage: KeyUsage) => {
      const tbs = encodeTbsCertificate({
        serial: Uint8Array.of(0x40, ...randomBytes(15)),
        signatureAlgorithm: 'ecdsa-sha384',
        issuer: encodeName(by.name),
        notBefore: instant(Math.floor(notBefore / 1000) * 1000),
        notAfter: plus(instant(Math.floor(notBefore / 1000) * 1000), 365 * day),
        subject: of.name,
        subjectPublicKeyInfo: key,
        extensions: [basicConstraints({ cA: usage === 'keyCertSign' }), keyUsage([usage])],
      })
      const signature = signData('ecdsa-sha384', by.privateKey, tbs)
      return assembleCertificate({ tbs, signatureAlgorithm: 'ecdsa-sha384', signature })
    }
    const subject: Name = [
      { type: attributeTypes.commonName, value: `${givenName} ${surname} ${registrationNumber}` },
      { type: attributeTypes.givenName, value: givenName },
      { type: attributeTypes.surname, value: surname },
      { type: attributeTypes.title, value: title },
      { type: attributeTypes.serialNumber, value: registrationNumber },
    ]
    const holder = { ...root, name: subject }
    const keyOf = (purpose: string) => {
      const key = keys.find((each) => each.purpose === purpose)
      if (!key) throw new Error(`the card generated no key for ${purpose}`)
      return key.spki
    }
    return {
      authentication: issue(holder, issuer, keyOf('authentication'), 'digitalSignature'),
      signature: issue(holder, issuer, keyOf('signature'), 'nonRepudiation'),
      issuer: issue(issuer, root, issuer.spki, 'keyCertSign'),
      root: issue(root, root, root.spki, 'keyCertSign'),
    }
  }

type Named = { readonly name: Name; readonly privateKey: KeyObject; readonly spki: Uint8Array }

function ca(commonName: string): Named {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return { name: named(commonName), privateKey, spki }
}

const named = (commonName: string): Name => [{ type: attributeTypes.commonName, value: commonName }]
