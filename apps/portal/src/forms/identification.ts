import { z } from 'zod'
import { readDay } from '../texts/dates.ts'
import { errorText } from './error-text.ts'

/** The document as the registrar types it; its day is read into `YYYY-MM-DD`. */
export const typedIdentification = z.object({
  documentType: z.enum(['passport', 'identity-card'], { error: errorText('documentType') }),
  documentNumber: z
    .string()
    .trim()
    .min(4, { error: errorText('documentNumber') })
    .max(20, { error: errorText('documentNumber') }),
  issuingCountry: z.string().regex(/^[A-Z]{2}$/, { error: errorText('issuingCountry') }),
  expires: z
    .string()
    .refine((typed) => readDay(typed) !== undefined, { error: errorText('expires') })
    .transform((typed) => readDay(typed) ?? ''),
})

export type TypedIdentification = z.input<typeof typedIdentification>

export const emptyIdentification = {
  documentNumber: '',
  issuingCountry: 'FI',
  expires: '',
} satisfies Partial<TypedIdentification>
