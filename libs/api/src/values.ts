import { z } from 'zod'

/** ISO 8601 in UTC. */
export const instantText = z.iso.datetime()
/** A Finnish calendar day, `YYYY-MM-DD`. */
export const dateText = z.iso.date()
export const id = z.uuid()
export const base64 = z.base64()
export const language = z.enum(['fi', 'sv', 'en'])
export const threeLanguages = z.object({ fi: z.string(), sv: z.string(), en: z.string() })
export type ThreeLanguages = Readonly<z.infer<typeof threeLanguages>>

/** Of a Finnish organisation, by its form alone. */
export const businessId = z
  .string()
  .trim()
  .regex(/^\d{7}-\d$/)

export const address = z.object({
  street: z.string().trim().min(1).max(100),
  postalCode: z.string().regex(/^\d{5}$/),
  postOffice: z.string().trim().min(1).max(60),
  country: z.string().length(2).default('FI'),
})

/** A refusal as a value: why something may not be done, and what would help; the page picks its language. */
export const refusalShown = z.object({
  kind: z.string(),
  title: threeLanguages,
  advice: threeLanguages.optional(),
  /** Facts of the refusal, for programs: the day a right ended, the card that is in the way. */
  facts: z.record(z.string(), z.unknown()).optional(),
})

/** Of a list of an organisation: only what waits for somebody of it. Everything when absent. */
export const waitingFilter = z.literal('waits-for-us').optional()

/** Of a card's chip: twenty hexadecimal digits, in capitals. */
export const chipSerial = z.string().regex(/^[0-9A-F]{20}$/)
