import type { SessionView } from '@sotevarmenne/api/authentication'
import { viewStock } from '@sotevarmenne/api/stock'
import {
  listSpareCards,
  type SpareCardView,
  spareCardsShown,
  type SpareCardsShown,
} from '@sotevarmenne/api/spare-cards'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { ok } from '@sotevarmenne/kernel/result'
import { useState, type SyntheticEvent } from 'react'
import { useOutletContext, useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem, Paragraph, TextInput } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../audit-log/save-as.ts'

/**
 * Spare cards of the registration point by their return date; cards that are not returned are followed up
 * from here.
 */
export function SpareCardsPage() {
  const t = useTexts('spare')
  const { day } = useDates()
  const [query, setQuery] = useSearchParams()
  const show = spareCardsShown.options.find((one) => one === query.get('show')) ?? 'out'
  // A name must not be in an address.
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const pages = usePages(['spare-cards', show, search], listSpareCards, { show, search })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">
        <PageLink to="desk/spare-cards/return">{t('takeBackHeading')}</PageLink>
      </Paragraph>
      <BlanksHere />
      <Filters
        role="search"
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          setSearch(typed.trim())
        }}
      >
        <Dropdown
          labelText={t('show')}
          value={show}
          onChange={(chosen) => {
            setQuery({ show: chosen }, { replace: true })
          }}
        >
          {spareCardsShown.options.map((value) => (
            <DropdownItem key={value} value={value}>
              {t(`show.${value}`)}
            </DropdownItem>
          ))}
        </Dropdown>
        <TextInput
          labelText={t('search')}
          value={typed}
          autoComplete="off"
          onChange={(value) => {
            setTyped(String(value ?? ''))
          }}
        />
        <Button type="submit" variant="secondary">
          {t('find')}
        </Button>
        <SaveList show={show} search={search} />
      </Filters>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ spareCards }) =>
          spareCards.map((card) => (
            <Row
              key={card.spareCardId}
              link={
                <PageLink to={`desk/spare-cards/${card.spareCardId}`}>
                  {`${card.holder.surname} ${card.holder.givenNames}`}
                </PageLink>
              }
              facts={t('returnBy', { day: day(card.returnBy) })}
              state={<SpareCardChip card={card} />}
            />
          ))
        }
      />
    </>
  )
}

/** Whether a spare card can be produced here at all. */
function BlanksHere() {
  const t = useTexts('spare')
  const { point } = useOutletContext<SessionView>()
  const { data } = useApiQuery(['stock'], viewStock, {})
  if (data?.ok !== true || point === undefined) return null
  const here = data.value.places.find(({ place }) => place === point.pointId)
  const count = here?.inStock ?? 0
  return (
    <Paragraph mb="m">
      {count === 0 ? t('noBlanksHere') : t('blanksHere', { count })}{' '}
      {here?.isLow === true && count > 0 ? <Chip $tone="bad">{t('blanksLow')}</Chip> : null}
    </Paragraph>
  )
}

export function SpareCardChip({ card }: { card: SpareCardView }) {
  const t = useTexts('spare')
  if (card.isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  return (
    <Chip $tone={card.state === 'handedOver' ? 'good' : 'neutral'}>{t(`state.${card.state}`)}</Chip>
  )
}

/** Saves the whole filtered list, page by page. */
function SaveList({ show, search }: { show: SpareCardsShown; search: string }) {
  const t = useTexts('spare')
  const { run, isActing, shown } = useAction()

  async function listAll(): Promise<ApiResult<readonly SpareCardView[]>> {
    const found: SpareCardView[] = []
    let cursor: string | undefined
    do {
      const page = await callApi(listSpareCards, { show, search, cursor, limit: 100 })
      if (!page.ok) return page
      found.push(...page.value.spareCards)
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    return ok(found)
  }

  function save(found: readonly SpareCardView[]): void {
    const head = [t('holder'), t('returnDay'), t('state'), t('chipSerial')]
    const rows = found.map((card) => [
      `${card.holder.surname} ${card.holder.givenNames}`,
      card.returnBy,
      card.isOverdue ? t('overdue') : t(`state.${card.state}`),
      card.chipSerial ?? '',
    ])
    saveAs('spare-cards.csv', [head, ...rows].map(csvLine).join(''))
  }

  return (
    <>
      <Button
        variant="secondary"
        onClick={() => void run(listAll, save)}
        {...(isActing ? { loading: true, ariaLoadingText: t('saving') } : {})}
      >
        {t('saveList')}
      </Button>
      {shown}
    </>
  )
}

const Filters = styled.form`
  display: flex;
  flex-wrap: wrap;
  gap: 16px;
  align-items: flex-end;
  margin-bottom: 24px;
`
