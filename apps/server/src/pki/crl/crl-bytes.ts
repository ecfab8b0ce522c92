import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { signedListFrame } from '@sotevarmenne/x509/crl-frame'
import { concatenate } from '@sotevarmenne/x509/der'
import type { Issuer } from '#pki/ca/index.ts'
import type { PublishedList } from './store.ts'
import { tbsOfList, type EntriesSource } from './tbs-crl.ts'

/** A signed CRL in one piece, for LDAP, which takes no other. */
export async function wholeListOf(
  source: EntriesSource,
  issuer: Issuer,
  { position, signature, ...list }: PublishedList,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of tbsOfList(source, issuer, { ...list, upTo: position }))
    pieces.push(piece)
  const tbs = concatenate(...pieces)
  const signed = { signatureAlgorithm: issuer.signatureAlgorithm, signature }
  if (!verifySigned({ ...signed, tbs }, issuer.spki))
    throw new Error(`list ${String(list.number)} of ${list.issuer} is not what was signed`)
  const { before, after } = signedListFrame(tbs.length, signed)
  return concatenate(before, tbs, after)
}
