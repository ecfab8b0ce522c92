import type { IdentityDocument } from '@sotevarmenne/api/identification'
import { addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'

type Entered = {
  readonly documentType: IdentityDocument
  readonly documentNumber: string
  readonly issuingCountry: string
  readonly expires: LocalDate
}

/** Two letters and seven digits, as the police number passports; identity cards follow ICAO only. */
const finnishPassport = /^[A-Z]{2}\d{7}$/
/** Nine positions at most (ICAO Doc 9303-4, section 4.2.2); an identity card may go on in its optional data (9303-5). */
const numberForms: Readonly<Record<IdentityDocument, RegExp>> = {
  passport: /^[A-Z0-9]{5,9}$/,
  'identity-card': /^[A-Z0-9]{5,20}$/,
}

/** Whether documents of this type and state have such numbers. Letters in capitals, no spaces. */
export const hasNumberOfItsKind = ({
  documentType,
  documentNumber,
  issuingCountry,
}: Pick<Entered, 'documentType' | 'documentNumber' | 'issuingCountry'>): boolean =>
  numberForms[documentType].test(documentNumber) &&
  (documentType !== 'passport' || issuingCountry !== 'FI' || finnishPassport.test(documentNumber))

/**
 * The latest last day that such a document can have today. A Finnish one is issued for five years at most
 * (Passport Act 671/2006; Identity Card Act 663/2016), to persons of every age. Others:
 * ten years after it was issued (ICAO Doc 9303-1; for identity cards article 4 of regulation (EU) 2019/1157), and
 * some states add the rest of the document before; an identity card of somebody of seventy years or more may have no
 * end (article 4, paragraph 2).
 */
export function latestExpiry(
  { documentType, issuingCountry }: Pick<Entered, 'documentType' | 'issuingCountry'>,
  { today, bornOn }: { readonly today: LocalDate; readonly bornOn: LocalDate },
): LocalDate | undefined {
  if (issuingCountry === 'FI') return addYears(today, 5)
  const isWithoutEnd = documentType === 'identity-card' && addYears(bornOn, 70) <= today
  return isWithoutEnd ? undefined : addYears(today, 11)
}
