import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { keyIdentifier, signData } from '@sotevarmenne/x509/algorithms'
import {
  assembleCertificate,
  decodeCertificate,
  encodeTbsCertificate,
} from '@sotevarmenne/x509/certificate'
import { subjectKeyIdentifier } from '@sotevarmenne/x509/extensions'
import { isAcceptedAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import { generateKeyPairSync } from 'node:crypto'
import { writeSealedFile } from '../../apps/signer/src/keys/sealed-file.ts'

/**
 * Gives a CA a P-256 key, which no key ceremony creates, for comparison with products that have P-256 CAs.
 * Its own certificate is not signed by the issuer it names: nothing in a benchmark verifies it.
 */
export async function giveSmallKey(
  data: string,
  { issuer, passphrase }: { readonly issuer: string; readonly passphrase: string },
): Promise<void> {
  const file = path.join(data, 'ca', `${issuer}.crt`)
  const before = decodeCertificate(new Uint8Array(await readFile(file)))
  if (!before.ok) throw new Error(before.refusal.kind)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const identifier = subjectKeyIdentifier(keyIdentifier(spki) ?? new Uint8Array())
  const { issuerDer, extensions, signatureAlgorithm } = before.value
  if (!isAcceptedAlgorithm(signatureAlgorithm)) throw new Error(signatureAlgorithm)
  const tbs = encodeTbsCertificate({
    ...before.value,
    signatureAlgorithm,
    issuer: issuerDer,
    subjectPublicKeyInfo: spki,
    extensions: extensions.map((each) => (each.type === identifier.type ? identifier : each)),
  })
  const signature = signData(signatureAlgorithm, privateKey, tbs)
  await writeFile(file, assembleCertificate({ tbs, signatureAlgorithm, signature }))
  await writeSealedFile(
    path.join(data, 'keys', `${issuer}.key`),
    privateKey.export({ format: 'der', type: 'pkcs8' }),
    { passphrase, purpose: `private key of ${issuer}`, workFactor: 12 },
  )
}
