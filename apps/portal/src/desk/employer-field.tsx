import { listEmployers, type EmployerView } from '@sotevarmenne/api/organisations'
import { useState } from 'react'
import { Button, InlineAlert, Paragraph, TextInput } from 'suomifi-ui-components'
import { withUnit } from '@sotevarmenne/card-face/unit-name'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { ChoiceField } from '../forms/fields.tsx'
import { Loaded } from '../layout/responses.tsx'
import { Muted } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { memberTexts } from './member-texts.ts'
import { employerValue } from './member-order-form.ts'

type Ordering = EmployerView['whole']

/** One employer or unit of it, and whether its card may be ordered here now. */
export type EmployerChoice = {
  readonly value: string
  readonly employer: EmployerView
  readonly unitName?: string
  readonly ordering: Ordering
}

/** `sought`: the business ID of an employer that is known beforehand. */
export function useEmployers(product: EmployerView['product'], sought = '') {
  const [query, setQuery] = useState(sought)
  const response = useApiQuery(['employers', query], listEmployers, query === '' ? {} : { query })
  const employers = response.data?.ok === true ? response.data.value.employers : []
  const choices = employers.filter((one) => one.product === product).flatMap(choicesOf)
  return { response, choices, setQuery }
}

const choicesOf = (employer: EmployerView): readonly EmployerChoice[] => [
  { value: employerValue(employer.organisationId), employer, ordering: employer.whole },
  ...employer.units.map(({ oid, name, ordering }) => ({
    value: employerValue(employer.organisationId, oid),
    employer,
    unitName: name,
    ordering,
  })),
]

/** The employers for whom the card may be ordered here; for the others, why not, and the remedy. */
export function EmployerField({
  employers: { response, choices, setQuery },
}: {
  employers: ReturnType<typeof useEmployers>
}) {
  const t = useTexts(memberTexts)
  const language = usePageLanguage()
  const [typed, setTyped] = useState('')
  const allowed = choices.filter(({ ordering }) => ordering.allowed)
  const refused = choices.filter(
    ({ employer, ordering, unitName }) =>
      !ordering.allowed && (unitName === undefined || employer.whole.allowed),
  )
  return (
    <>
      <Paragraph mb="s">{t('employerHelp')}</Paragraph>
      <Search>
        <TextInput
          labelText={t('findEmployer')}
          value={typed}
          onChange={(value) => {
            setTyped(String(value ?? ''))
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            setQuery(typed.trim())
          }}
          autoComplete="off"
        />
        <Button
          variant="secondary"
          onClick={() => {
            setQuery(typed.trim())
          }}
        >
          {t('search')}
        </Button>
      </Search>
      <Loaded query={response}>
        {() => (choices.length === 0 ? <Paragraph>{t('noEmployers')}</Paragraph> : null)}
      </Loaded>
      {allowed.length === 0 ? null : (
        <ChoiceField
          name="employer"
          label={t('employer')}
          choices={allowed.map(({ value, employer, unitName }) => ({
            value,
            label: withUnit(employer.name, unitName),
            hint: employer.businessId,
          }))}
        />
      )}
      {refused.map(({ value, employer, unitName, ordering }) =>
        ordering.allowed ? null : (
          <InlineAlert
            key={value}
            status="warning"
            labelText={withUnit(employer.name, unitName)}
            mb="s"
          >
            <div>{ordering.because.title[language]}.</div>
            <Muted>{ordering.because.advice?.[language]}</Muted>
          </InlineAlert>
        ),
      )}
      {response.data?.ok === true && response.data.value.isCut ? (
        <Paragraph>{t('moreEmployers')}</Paragraph>
      ) : null}
    </>
  )
}

const Search = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 16px;
  align-items: flex-end;
  margin-bottom: 20px;
`
