import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  listPaymentImports,
  type ImportState,
  type PaymentImportView,
} from '@sotevarmenne/api/payments'
import { useEffect, useRef } from 'react'
import { Heading } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip, type Tone } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { paymentTexts } from './payment-texts.ts'

export const importsKey = ['payment-imports'] as const

const refreshMilliseconds = 1000

/** How many go on: one that was interrupted waits for somebody. */
const underWayIn = (pages: readonly ApiResult<ResponseOf<typeof listPaymentImports>>[]): number =>
  pages
    .flatMap((page) => (page.ok ? page.value.imports : []))
    .filter(({ state }) => state === 'waiting' || state === 'running').length

/** The bank's files that were imported, with how far each is: refreshed while one is not ready. */
export function PaymentImports({ onReady }: { onReady: () => void }) {
  const t = useTexts(paymentTexts)
  const pages = usePages(
    importsKey,
    listPaymentImports,
    {},
    {
      refetchInterval: ({ state: { data } }) =>
        data && underWayIn(data.pages) > 0 ? refreshMilliseconds : false,
    },
  )
  const underWay = underWayIn(pages.data?.pages ?? [])
  const before = useRef(underWay)
  useEffect(() => {
    if (underWay < before.current) onReady()
    before.current = underWay
  }, [underWay, onReady])
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('imports')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noImports')}
        rowsOf={({ imports }) => imports.map((one) => <ImportRow key={one.importId} found={one} />)}
      />
    </>
  )
}

function ImportRow({ found }: { found: PaymentImportView }) {
  const t = useTexts(paymentTexts)
  const money = useMoney()
  const { time } = useDates()
  const { state, done, waiting, importId } = found
  const sum = money(found.amountCents)
  return (
    <Row
      link={<strong>{t('previewOf', { count: found.entries, sum })}</strong>}
      facts={
        <>
          {t('importedBy', { name: found.importedBy, time: time(found.importedAt) })}
          {state === 'ready' ? (
            <div>
              {t('importCounts', {
                known: found.known,
                waiting,
                skipped: found.skipped,
                paid: done - found.known - waiting,
              })}
            </div>
          ) : (
            <div>
              {t('progress', { done, entries: found.entries, waiting })}
              <progress
                aria-label={t('progressName')}
                max={found.entries}
                value={done}
                style={{ display: 'block', width: '100%' }}
              />
            </div>
          )}
          {state === 'interrupted' ? <div>{t('interruptedHelp')}</div> : null}
          {state === 'ready' && waiting > 0 ? (
            <div>
              <PageLink to={`operations/payments?show=all&import=${importId}`}>
                {t('paymentsOfImport')}
              </PageLink>
            </div>
          ) : null}
        </>
      }
      state={<Chip $tone={tones[state]}>{t(`state.${state}`)}</Chip>}
    />
  )
}

const tones = {
  ...{ waiting: 'waiting', running: 'waiting', interrupted: 'bad', ready: 'good' },
} as const satisfies { readonly [State in ImportState]: Tone }
