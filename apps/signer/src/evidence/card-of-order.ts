import type { OrderRead } from '@sotevarmenne/issuing/domain/order-statement'
import { clean, inCapitals, organisationName } from '@sotevarmenne/issuing/domain/subject-text'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { TbsCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'

/** Whether the certificate says of its holder what the order says, and nothing else; and ends on its day. */
export function isCardOfOrder(
  { subject, notAfter, known }: Pick<TbsCertificate, 'subject' | 'notAfter' | 'known'>,
  profile: ProfileId,
  order: OrderRead,
): boolean {
  const says = (type: string): string | undefined => attributeOf(subject, type)
  const isOrdered =
    says(attributeTypes.givenName) === inCapitals(order.givenNames) &&
    says(attributeTypes.surname) === inCapitals(order.surname) &&
    dateInHelsinki(notAfter) === order.validTo &&
    addressIn(known) === (profile.endsWith('-authentication') ? addressOf(order) : '')
  const title = says(attributeTypes.title) ?? ''
  if (order.product === 'professional-card')
    return (
      isOrdered &&
      profile.startsWith('professional-') &&
      says(attributeTypes.serialNumber) === order.registrationNumber &&
      says(attributeTypes.pseudonym) === order.doctorId &&
      title !== '' &&
      clean(order.right).startsWith(`${title} / `)
    )
  return (
    isOrdered &&
    profile.startsWith(order.product === 'staff-card' ? 'staff-' : 'actor-') &&
    says(attributeTypes.serialNumber) === order.subjectNumber &&
    title === clean(order.title) &&
    says(attributeTypes.organizationName) === nameBeforeNumber(order.employer) &&
    says(attributeTypes.organizationalUnitName) === (order.unit && nameBeforeNumber(order.unit))
  )
}

const addressIn = ({ subjectAltName = [] }: TbsCertificate['known']): string =>
  subjectAltName.flatMap((name) => (name.kind === 'email' ? [name.value] : [])).join(' ')

/** For e-mail, in the authentication certificate only. */
const addressOf = (order: OrderRead): string =>
  (order.product === 'professional-card' ? undefined : order.email) ?? ''

/** The name that stands before a business ID or an OID. */
const nameBeforeNumber = (text: string): string => organisationName(text.replace(/ \S+$/, ''))
