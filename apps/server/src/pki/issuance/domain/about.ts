import type { IssuerId, ProfileId } from '#pki/ca/contract.ts'
import type { CertificateReserved, SerialNumber } from '../contract.ts'

/** The fields of every event of a certificate. */
export const aboutCertificate = ({
  issuer,
  serial,
  profile,
  holder,
  cardId,
}: {
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly profile: ProfileId
  readonly holder?: string
  readonly cardId?: string
}): Omit<CertificateReserved, 'type'> => ({
  issuer,
  serial,
  profile,
  ...(holder === undefined || cardId === undefined ? {} : { about: { personId: holder, cardId } }),
})
