/**
 * How people reach the operator of the service. Declared once, in the operator's file of contact details, and
 * printed on cards, letters, pages and mails.
 */
export type ServiceContacts = {
  /** Takes calls about lost cards at any hour. */
  readonly hotline: string
  readonly phone: string
  readonly email: string
  readonly organisation: string
  readonly street: string
  readonly postalCode: string
  readonly town: string
}

/** The postal address in one line: found cards are returned to it. */
export const returnAddressOf = ({
  organisation,
  street,
  postalCode,
  town,
}: ServiceContacts): string => `${organisation}, ${street}, ${postalCode} ${town}`

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
