import type { Verdict } from '@sotevarmenne/api/service-certificates'
import type { ReactNode } from 'react'
import { Heading, Paragraph, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Chip } from '../cards/card-facts.tsx'
import { Panel } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** What the rules say now, and what else belongs to it; nothing once there is nothing to judge. */
export function Verdicts({
  verdicts,
  children,
}: {
  verdicts: readonly Verdict[]
  children?: ReactNode
}) {
  const t = useTexts('certificates')
  if (verdicts.length === 0) return null
  return (
    <Panel aria-labelledby="verdicts">
      <Heading variant="h2" id="verdicts" mb="xs">
        {t('verdicts')}
      </Heading>
      <Paragraph mb="s">{t('verdictsHelp')}</Paragraph>
      <VerdictList verdicts={verdicts} />
      {children}
    </Panel>
  )
}

/** What the rules say of a service certificate. */
export function VerdictList({ verdicts }: { verdicts: readonly Verdict[] }) {
  const t = useTexts('certificates')
  return <RuleList verdicts={verdicts} nameOf={(rule) => t(`rule.${rule}`)} />
}

/** Each rule in plain words, with its verdict, and what helps where it is not fulfilled. */
export function RuleList<Rule extends string>({
  verdicts,
  nameOf,
}: {
  verdicts: readonly { readonly rule: Rule; readonly because?: Verdict['because'] }[]
  nameOf: (rule: Rule) => string
}) {
  const t = useTexts('certificates')
  const language = usePageLanguage()
  return (
    <List>
      {verdicts.map(({ rule, because }) => (
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
    border-top: 1px solid ${suomifiDesignTokens.colors.depthLight1};
  }
`

const Because = styled.div`
  color: ${suomifiDesignTokens.colors.blackLight1};
  overflow-wrap: anywhere;
`
