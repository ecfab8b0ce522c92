import { z } from 'zod'

/**
 * How people reach the operator of the service, for everybody; not an operation, and without personal data.
 * Declared once, in the operator's file of contact details, and printed on cards, letters, pages and mails.
 */
export const serviceContactsPath = '/api/service-contacts'

const line = z.string().min(2).max(120)
const phone = z.string().regex(/^\+?[\d ]{5,20}$/)

export const serviceContacts = z.object({
  /** Takes calls about lost cards at any hour. */
  hotline: phone,
  phone,
  email: z.email(),
  /** The operator, and its postal address, to which found cards are returned. */
  organisation: line,
  street: line,
  postalCode: z
    .string()
    .regex(/^\d{5}$/)
    .meta({ examples: ['00100'] }),
  town: line,
})
export type ServiceContacts = z.infer<typeof serviceContacts>

/** Empty while the operator has given none. */
export const publishedContacts = z.object({
  contacts: serviceContacts.optional(),
  /** Otherwise cards, letters and documents say TEST. */
  isProductionService: z.boolean().optional(),
})
export type PublishedContacts = z.infer<typeof publishedContacts>

/** The postal address in one line. */
export const returnAddressOf = ({
  organisation,
  street,
  postalCode,
  town,
}: ServiceContacts): string => `${organisation}, ${street}, ${postalCode} ${town}`

/** What the back of a card says of them. */
export const printedContacts = (contacts: ServiceContacts | undefined) =>
  contacts && { hotline: contacts.hotline, returnAddress: returnAddressOf(contacts) }

/** How pages name them, the server's and the portal's. */
export const contactTexts = {
  callIfLost: {
    fi: 'Kadonnut kortti? Soita sulkupalveluun, ympäri vuorokauden',
    sv: 'Försvunnet kort? Ring spärrtjänsten, dygnet runt',
    en: 'Lost card? Call the revocation service, day and night',
  },
  returnIfFound: {
    fi: 'Jos löydät kortin, vie se rekisteröintipisteeseen tai postita se osoitteeseen',
    sv: 'Om du hittar ett kort, lämna det på ett registreringsställe eller posta det till',
    en: 'If you find a card, take it to a registration point or post it to',
  },
} as const
