import { listOwnCases } from '@sotevarmenne/api/cases'
import { settingText } from '@sotevarmenne/api/setting-words'
import { Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { caseTexts } from './texts.ts'
import { ownTexts } from '../own/texts.ts'
import { CaseLine } from './case-line.tsx'

/** What the holder wrote to the office, and its state. */
export function OwnCasesPage() {
  const t = useTexts(caseTexts)
  const own = useTexts(ownTexts)
  const href = useHref()
  const pages = usePages(['own-cases'], listOwnCases, {})
  const first = pages.data?.pages[0]
  const language = usePageLanguage()
  return (
    <>
      <PageTitle>{t('ownHeading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Paragraph mb="m">
        <MainLink to={href('own/cases/new')}>{t('write')}</MainLink>
      </Paragraph>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ cases }) =>
          cases.map((supportCase) => (
            <CaseLine
              key={supportCase.caseId}
              supportCase={supportCase}
              at={`own/cases/${supportCase.caseId}`}
            />
          ))
        }
      />
      {first?.ok ? (
        <Paragraph mt="m">
          {t('storedHelp', {
            closing: settingText('case-closing', [first.value.closingDays], language),
            retention: settingText('case-retention', [first.value.retentionYears], language),
          })}
        </Paragraph>
      ) : null}
      <Actions>
        <PageLink to="own">{own('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
