import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { signedCrlFrame } from '@sotevarmenne/x509/crl-frame'
import { concatenate } from '@sotevarmenne/x509/der'
import type { Issuer } from '#pki/ca/index.ts'
import type { PublishedCrl } from './store.ts'
import { tbsOfCrl, type EntriesSource } from './tbs-crl.ts'

/** A signed CRL in one piece, as LDAP requires. */
export async function wholeCrlOf(
  source: EntriesSource,
  issuer: Issuer,
  { position, signature, ...crl }: PublishedCrl,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of tbsOfCrl(source, issuer, { ...crl, upTo: position })) pieces.push(piece)
  const tbs = concatenate(...pieces)
  const signed = { signatureAlgorithm: issuer.signatureAlgorithm, signature }
  if (!verifySigned({ ...signed, tbs }, issuer.spki))
    throw new Error(`list ${String(crl.number)} of ${crl.issuer} is not what was signed`)
  const { before, after } = signedCrlFrame(tbs.length, signed)
  return concatenate(before, tbs, after)
}
