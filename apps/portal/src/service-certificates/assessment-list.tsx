import { colours } from '@sotevarmenne/design-tokens/tokens'
import type { Assessment } from '@sotevarmenne/api/service-certificates'
import type { ReactNode } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Chip } from '../cards/card-facts.tsx'
import { Panel } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/** The result of the rules now, and related content; nothing once there is nothing to assess. */
export function Assessments({
  assessments,
  children,
}: {
  assessments: readonly Assessment[]
  children?: ReactNode
}) {
  const t = useTexts(certificateTexts)
  if (assessments.length === 0) return null
  return (
    <Panel aria-labelledby="assessments">
      <Heading variant="h2" id="assessments" mb="xs">
        {t('assessments')}
      </Heading>
      <Paragraph mb="s">{t('assessmentsHelp')}</Paragraph>
      <AssessmentList assessments={assessments} />
      {children}
    </Panel>
  )
}

/** The result of the rules for a service certificate. */
export function AssessmentList({ assessments }: { assessments: readonly Assessment[] }) {
  const t = useTexts(certificateTexts)
  return <RuleList assessments={assessments} nameOf={(rule) => t(`rule.${rule}`)} />
}

/** Each rule in plain words, with its result, and the remedy where it is not fulfilled. */
export function RuleList<Rule extends string>({
  assessments,
  nameOf,
}: {
  assessments: readonly { readonly rule: Rule; readonly because?: Assessment['because'] }[]
  nameOf: (rule: Rule) => string
}) {
  const t = useTexts(certificateTexts)
  const language = usePageLanguage()
  return (
    <List>
      {assessments.map(({ rule, because }) => (
        <li key={rule}>
          <div>
            {nameOf(rule)}
            {because === undefined ? null : (
              <Because>
                {because.title[language]}. {because.advice?.[language]}
                {typeof because.facts?.['name'] === 'string' ? (
                  <code> {because.facts['name']}</code>
                ) : null}
              </Because>
            )}
          </div>
          <Chip $tone={because === undefined ? 'good' : 'bad'}>
            {t(because === undefined ? 'fulfilled' : 'notFulfilled')}
          </Chip>
        </li>
      ))}
    </List>
  )
}

const List = styled.ul`
  list-style: none;
  margin: 0;
  padding: 0;
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: start;
    gap: 4px 24px;
    padding: 10px 0;
  }
  li > :first-child {
    flex: 1 1 16rem;
  }
  li + li {
    border-top: 1px solid ${colours.line};
  }
`

const Because = styled.div`
  color: ${colours.muted};
  overflow-wrap: anywhere;
`
