import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'

/** What is written in one message. */
export const typedText = z
  .string()
  .trim()
  .min(1, { error: errorText('message') })
  .max(4000, { error: errorText('message') })

/** The subject of a case, in one line. */
export const typedSubject = z
  .string()
  .trim()
  .min(3, { error: errorText('subject') })
  .max(120, { error: errorText('subject') })
