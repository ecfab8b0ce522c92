import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'

/** A calendar day in a response, `YYYY-MM-DD`; a day that does not exist makes the response malformed. */
export const day = z.string().transform((text, context): LocalDate => {
  const date = parseLocalDate(text)
  if (date !== undefined) return date
  context.addIssue({ code: 'custom', message: 'no such day' })
  return z.NEVER
})
