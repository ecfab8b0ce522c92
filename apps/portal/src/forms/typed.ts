import { isAboutCharacters } from '@sotevarmenne/api/values'
import { z } from 'zod'
import { errorText } from './error-texts.ts'

/**
 * A field with the rule of the service, and its text: one of its own where only a character is not permitted, so
 * that the field is not called empty.
 */
export const typed = (rule: z.ZodType, name: Parameters<typeof errorText>[0]) =>
  z
    .string()
    .trim()
    .check((context) => {
      const read = rule.safeParse(context.value)
      if (read.success) return
      const isOfCharacters = read.error.issues.every(isAboutCharacters)
      context.issues.push({
        ...{ code: 'custom', input: context.value },
        message: errorText(isOfCharacters ? 'characters' : name),
      })
    })
