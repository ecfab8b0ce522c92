import { textOfFault } from '@sotevarmenne/api/input-faults'
import { z } from 'zod'
import { pageLanguage } from '../texts/language.ts'

/**
 * What a rule of a form says that has no text of its own, in the language of the page. Without it the schema library
 * would say it in its own English words.
 */
z.config({ customError: (issue) => textOfFault(issue, pageLanguage()) })
