import { requestToTakeBackSpareCard } from '@sotevarmenne/api/spare-cards'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { Done } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel } from '../layout/surface.tsx'
import { CardRelay } from '../reader/card-relay.tsx'
import type { RelayRefusal } from '../reader/relay-api.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from './spare-card-texts.ts'
import { useLentReader } from './desk-lock.ts'

/** Takes back any spare card: it is recognised by its chip. */
export function TakeBackPage() {
  const t = useTexts(spareCardTexts)
  useLentReader()
  return (
    <>
      <PageTitle>{t('takeBackHeading')}</PageTitle>
      <Panel aria-label={t('takeBackHeading')}>
        <TakeBack />
      </Panel>
      <ToSpareCards />
    </>
  )
}

export function ToSpareCards() {
  const t = useTexts(spareCardTexts)
  return (
    <Paragraph mt="m">
      <PageLink to="desk/spare-cards">{t('toList')}</PageLink>
    </Paragraph>
  )
}

/**
 * The spare card in the reader is cancelled and wiped; it is in stock again once it has proved to be empty.
 */
export function TakeBack() {
  const t = useTexts(spareCardTexts)
  const [result, setResult] = useState<'emptied' | 'not-emptied'>()
  const [spareCardId, setSpareCardId] = useState<string>()
  const { spareCardId: shown } = useParams()
  return (
    <>
      <Paragraph>{t('takeBackHelp')}</Paragraph>
      {result === 'emptied' ? <Done title={t('takenBack')} help={t('takenBackHelp')} /> : null}
      {result === 'not-emptied' ? <Paragraph mt="s">{t('notEmptiedHelp')}</Paragraph> : null}
      {spareCardId === undefined || spareCardId === shown ? null : (
        <Paragraph mt="s">
          <PageLink to={`desk/spare-cards/${spareCardId}`}>{t('toCard')}</PageLink>
        </Paragraph>
      )}
      <CardRelay
        label={t('takeBack')}
        variant="secondary"
        requestTicket={() => {
          setResult(undefined)
          setSpareCardId(undefined)
          return callApi(requestToTakeBackSpareCard, {})
        }}
        onOver={(over) => {
          if (over.ok) {
            setResult('emptied')
            setSpareCardId(loanOf(over.value))
          } else if (isNotEmptied(over.refusal)) {
            setResult('not-emptied')
            setSpareCardId(loanOf(over.refusal.refusal.facts))
          }
          void queryClient.invalidateQueries({ queryKey: ['spare-card'] })
          void queryClient.invalidateQueries({ queryKey: ['spare-cards'] })
          void queryClient.invalidateQueries({ queryKey: ['stock'] })
        }}
      />
    </>
  )
}

/** The loan to which the spare card belonged; undefined for a blank card. */
const loanOf = (input: unknown): string | undefined => {
  const read = z.object({ spareCardId: z.string().optional() }).safeParse(input)
  return read.success ? read.data.spareCardId : undefined
}

const isNotEmptied = (
  refusal: RelayRefusal,
): refusal is Extract<RelayRefusal, { kind: 'service-refused' }> =>
  refusal.kind === 'service-refused' && refusal.refusal.kind === 'not-emptied'
