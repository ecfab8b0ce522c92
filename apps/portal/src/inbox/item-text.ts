import { caseKind } from '@sotevarmenne/api/cases'
import type { InboxItemView } from '@sotevarmenne/api/inbox'
import { givenRole } from '@sotevarmenne/api/permission'
import { settingKey } from '@sotevarmenne/api/settings'
import { caseTexts } from '../cases/texts.ts'
import { settingTexts } from '../operations/setting-texts.ts'
import { operationTexts } from '../operations/texts.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { inboxTexts } from './texts.ts'

/** What an item is about, in words. */
export function useItemText(): (item: InboxItemView) => string {
  const t = useTexts(inboxTexts)
  const topicText = useTopicText()
  return ({ kind, topic, organisation, point }) =>
    [topicText(topic) ?? t(`kind.${kind}`), organisation?.name ?? point?.name]
      .filter((part) => part !== undefined)
      .join(': ')
}

function useTopicText(): (topic: InboxItemView['topic']) => string | undefined {
  const t = useTexts(inboxTexts)
  const cases = useTexts(caseTexts)
  const words = useTexts(wordTexts)
  const operations = useTexts(operationTexts)
  const ofSettings = useTexts(settingTexts)
  return (topic) => {
    const ofCase = caseKind.options.find((one) => one === topic)
    if (ofCase !== undefined) return cases(`kind.${ofCase}`)
    const role = givenRole.options.find((one) => one === topic)
    if (role !== undefined) return `${t('kind.role-change')}: ${operations(`role.${role}`)}`
    const key = settingKey.options.find((one) => one === topic)
    if (key !== undefined) return ofSettings(`name.${key}`)
    return topic === 'document-doubt' || topic === 'no-document'
      ? words(`inquiryKind.${topic}`)
      : undefined
  }
}
