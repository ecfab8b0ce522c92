import type { Language } from '@sotevarmenne/api/values'
import type { Text } from '#platform/texts.ts'
import { showDay } from '@sotevarmenne/kernel/show'
import type { CodeChange } from './contract.ts'
import { texts } from './texts.ts'

/** In one sentence: the entry in the code service now, and since when. */
export function wordsOfChange(change: CodeChange, language: Language): string {
  const said: Text = texts.codeChanges[change.kind]
  return said[language]
    .replace('{name}', () => ('name' in change ? change.name : ''))
    .replace('{businessId}', () => ('businessId' in change ? change.businessId : ''))
    .replace('{day}', () => showDay(change.since, language))
}
