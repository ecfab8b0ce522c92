import { caseKind } from '@sotevarmenne/api/cases'
import type { InboxItemView } from '@sotevarmenne/api/inbox'
import { caseTexts } from '../cases/texts.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { inboxTexts } from './texts.ts'

/** What an item is about, in words. */
export function useItemText(): (item: InboxItemView) => string {
  const t = useTexts(inboxTexts)
  const cases = useTexts(caseTexts)
  const words = useTexts(wordTexts)
  return ({ kind, topic, organisation, point }) => {
    const ofCase = caseKind.options.find((one) => one === topic)
    const about =
      ofCase !== undefined
        ? cases(`kind.${ofCase}`)
        : topic === 'document-doubt' || topic === 'no-document'
          ? words(`inquiryKind.${topic}`)
          : undefined
    return [about ?? t(`kind.${kind}`), organisation?.name ?? point?.name]
      .filter((part) => part !== undefined)
      .join(': ')
  }
}
