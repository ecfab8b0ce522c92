import { businessIdAsTyped } from '@sotevarmenne/identifiers/business-id'
import {
  inLines,
  inOneLine,
  isPersonName,
  isPlainLine,
  isReadableText,
} from '@sotevarmenne/identifiers/plain-text'
import { isPostalCode, postalCodeIn } from '@sotevarmenne/identifiers/postal-code'
import { z } from 'zod'

/** ISO 8601 in UTC. */
export const instantText = z.iso.datetime()
/** A Finnish calendar day, `YYYY-MM-DD`. */
export const dateText = z.iso.date()
export const id = z.uuid()
export const base64 = z.base64()
/** A card's signature, as the signing API returns it. */
export const cardSignature = z.object({
  signature: base64,
  signatureAlgorithm: z.string().max(40),
  /** Leaf first, base64 of DER. */
  chain: z.array(base64).min(1).max(5),
})
export type CardSignatureInput = z.infer<typeof cardSignature>
/** How many entries a page of a list has. */
export const pageLimit = z.coerce.number().int().min(1).max(100).default(25)
/** Where the next page of a list begins: `next` of the page before. */
export const pageCursor = z.string().max(400)
/** Numbers of characters. */
type Limits = { readonly min?: number; readonly max: number }

const permitted = { params: { reason: 'characters' }, error: 'characters that are not permitted' }

const reasonOf = (rule: object): unknown =>
  'params' in rule ? (rule.params as { readonly reason?: unknown } | undefined)?.reason : undefined

/** Whether a rule is for what people type only: what is stored, or a register says, is shown as it is. */
export const isForTypingOnly = (rule: object): boolean =>
  isAboutCharacters(rule) || reasonOf(rule) === 'address'

/** Whether a rule, or an issue, is about characters that are not permitted. */
export const isAboutCharacters = (rule: object): boolean => reasonOf(rule) === 'characters'

/** The name of a person as somebody types it. */
export const personName = ({ min = 2, max }: Limits = { max: 100 }) =>
  z.string().overwrite(inOneLine).min(min).max(max).refine(isPersonName, permitted)
/** One line that may be printed, signed or certified: a title, an organisation, a street, a reference. */
export const lineText = ({ min = 1, max }: Limits) =>
  z.string().overwrite(inOneLine).min(min).max(max).refine(isPlainLine, permitted)
/** What people write to each other, in several lines. */
export const writtenText = ({ min = 1, max }: Limits) =>
  z.string().overwrite(inLines).min(min).max(max).refine(isReadableText, permitted)

/** The reason of a decision, which the person concerned reads. */
export const reasonText = writtenText({ max: 1000 })
export const language = z.enum(['fi', 'sv', 'en'])
export type Language = z.infer<typeof language>
export const threeLanguages = z.object({ fi: z.string(), sv: z.string(), en: z.string() })
export type ThreeLanguages = Readonly<z.infer<typeof threeLanguages>>

/** A business ID as somebody types it, with a refusal of its own when it is none. */
export const typedBusinessId = z.string().overwrite(businessIdAsTyped).min(1).max(20)

/** Business ID of a Finnish organisation; only its format is checked. */
export const businessId = z
  .string()
  .overwrite(businessIdAsTyped)
  .regex(/^\d{7}-\d$/)
  .meta({ examples: ['0245437-2'] })

const addressLines = {
  street: lineText({ max: 100 }),
  postalCode: z
    .string()
    .overwrite(postalCodeIn)
    .meta({ examples: ['00100'], maxLength: 10 }),
  postOffice: lineText({ max: 60 }),
  /** ISO 3166-1, two letters. */
  country: z
    .string()
    .refine((country) => /^[A-Z]{2}$/.test(country), {
      ...{ params: { reason: 'address' }, error: 'no country in two letters' },
    })
    .meta({ examples: ['FI'], maxLength: 2 })
    .default('FI'),
}
const postalCodeOfCountry = {
  params: { reason: 'address' },
  path: ['postalCode'],
  error: 'no postal code of the country',
  // Beside other mistakes too: all are named at once.
  when: ({ value }: { readonly value: unknown }) =>
    typeof value === 'object' && value !== null && 'postalCode' in value,
}
const hasPostalCodeOfCountry = ({ postalCode, country }: Readonly<Record<string, unknown>>) =>
  typeof postalCode === 'string' &&
  isPostalCode(postalCode, typeof country === 'string' ? country : 'FI')

export const address = z.object(addressLines).refine(hasPostalCodeOfCountry, postalCodeOfCountry)

/** The address of a letter: at home, in care of somebody, or by name at an organisation. */
const letterLines = {
  organisation: lineText({ max: 100 }).optional(),
  careOf: lineText({ max: 100 }).optional(),
  ...addressLines,
}
export const letterAddress = z
  .object(letterLines)
  .refine(hasPostalCodeOfCountry, postalCodeOfCountry)
/** As it was typed before: with its country. */
export const typedLetterAddress = z.object({ ...letterLines, country: z.string().max(100) })

/**
 * What a person may do with a proposal under dual control: its proposer may withdraw it, others decide.
 */
export const proposalStep = z.enum(['approve', 'reject', 'withdraw'])
export type ProposalStep = z.infer<typeof proposalStep>

export const proposalDecision = z.enum(['approved', 'rejected'])
export type ProposalDecision = z.infer<typeof proposalDecision>

/** A refusal as a value: why something may not be done, and the remedy; the page picks its language. */
export const refusalShown = z.object({
  kind: z.string(),
  title: threeLanguages,
  advice: threeLanguages.optional(),
  /** Facts of the refusal, for programs: the day a right ended, the card that prevents it. */
  facts: z.record(z.string(), z.unknown()).optional(),
})

/** For lists of an organisation: only what waits for one of its members. When absent, everything. */
export const waitingFilter = z.literal('waits-for-us').optional()

/** Serial number of a card's chip: twenty hexadecimal digits, in capitals. */
export const chipSerial = z
  .string()
  .regex(/^[0-9A-F]{20}$/)
  .meta({ examples: ['0123456789ABCDEF0123'] })

/** An e-mail address (RFC 5321 § 4.5.3.1.3: at most 254 bytes, without its brackets). */
export const emailAddress = z.email().max(254)
