import {
  documentNumber,
  identityDocument,
  issuingCountry,
  type IdentityDocument,
  type PresentedIdentification,
} from '@sotevarmenne/api/identification'
import { z } from 'zod'
import { formatTypedDay, readDay } from '../texts/dates.ts'
import { errorText } from './error-texts.ts'
import { typed } from './typed.ts'

const documentFields = {
  documentNumber: typed(documentNumber, 'documentNumber'),
  issuingCountry: typed(issuingCountry, 'issuingCountry'),
  expires: z
    .string()
    .refine((typed) => readDay(typed) !== undefined, { error: errorText('expires') })
    .transform((typed) => readDay(typed) ?? ''),
  /** Sent as it was read; the service compares it with the rest and stores none of it. */
  machineReadableZone: z
    .string()
    .transform((typed) => (typed.trim() === '' ? undefined : typed.trim())),
}

/** Nothing chosen yet: reported together with the other missing fields. */
const sayNotChosen = (context: z.core.$RefinementCtx): never => {
  context.addIssue({ code: 'custom', message: errorText('documentType') })
  return z.NEVER
}

/** A passport or identity card, where no other document is accepted. */
export const typedDocument = z.object({
  documentType: z
    .enum(['', ...identityDocument.options])
    .transform((typed, context) => (typed === '' ? sayNotChosen(context) : typed)),
  ...documentFields,
})

const notChosen = z.literal('').transform((_none, context) => sayNotChosen(context))

/** A document as the registrar types it or a scanner reads it; its date is converted to `YYYY-MM-DD`. */
export const typedIdentification = z.discriminatedUnion('documentType', [
  z.object({ documentType: notChosen, ...documentFields }),
  z.object({ documentType: z.literal('passport'), ...documentFields }),
  z.object({ documentType: z.literal('identity-card'), ...documentFields }),
  z.object({
    documentType: z.literal('police-verification'),
    /** The police reference. */
    documentNumber: z
      .string()
      .trim()
      .min(3, { error: errorText('policeReference') })
      .max(60, { error: errorText('policeReference') }),
  }),
])

/** The values of the fields before anything is typed. */
export const emptyIdentification = {
  documentType: '' as '' | IdentityDocument,
  documentNumber: '',
  issuingCountry: 'FI',
  expires: '',
  machineReadableZone: '',
}

/** An identification as it was typed, except for what a scanner read: that is not stored. */
export const typedAgain = (
  presented: PresentedIdentification,
): z.input<typeof typedIdentification> =>
  presented.documentType === 'police-verification'
    ? { documentType: presented.documentType, documentNumber: presented.documentNumber }
    : { ...presented, expires: formatTypedDay(presented.expires), machineReadableZone: '' }
