import type { ServiceContacts } from '@sotevarmenne/api/service-contacts'

/** Where people reach the service and its operator. */
export type ServiceDetails = {
  /** Of the portal, without a trailing slash. */
  readonly publicUrl: string
  /** Absent while the operator has given none. */
  readonly contacts?: ServiceContacts | undefined
  /** Whether a holder without a card can confirm the order of a new one at Suomi.fi. */
  readonly confirmsRenewals?: boolean
  /** As the CA file says; otherwise its letters and documents say TEST. */
  readonly isProductionService?: boolean
}

/** The address that people type into a browser. */
export const typedAddressOf = ({ publicUrl }: ServiceDetails): string => new URL(publicUrl).host

/** For the demo environment. Invented: these numbers and addresses are not in use. */
export const exampleServiceContacts: ServiceContacts = {
  organisation: 'TEST Varmennepalvelu',
  street: 'Esimerkkikatu 1',
  postalCode: '00100',
  town: 'Helsinki',
  hotline: '000 123 456',
  phone: '000 123 400',
  email: 'asiakaspalvelu@varmenne.example',
}
