import { zodResolver } from '@hookform/resolvers/zod'
import { county, searchSparePoints } from '@sotevarmenne/api/points'
import { FormProvider, useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { addressLine } from '../forms/address-line.ts'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { OpeningNow } from '../points/point-facts.tsx'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'

const typedPlace = z.object({
  postalCode: z
    .string()
    .trim()
    .regex(/^(\d{5})?$/, { error: errorText('postalCode') }),
  county: z.string(),
})

/** Where a person without a card gets a spare card soonest: for a phone, on the way to work. */
export function SparePointsPage() {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const [query, setQuery] = useSearchParams()
  const form = useForm({
    resolver: zodResolver(typedPlace),
    defaultValues: { postalCode: query.get('near') ?? '', county: query.get('county') ?? '' },
    shouldFocusError: false,
  })
  return (
    <>
      <PageTitle>{t('spareHeading')}</PageTitle>
      <Paragraph mb="s">{t('spareLead')}</Paragraph>
      <Panel aria-label={t('search')}>
        <FormProvider {...form}>
          <form
            role="search"
            noValidate
            onSubmit={(event) =>
              void form.handleSubmit(({ postalCode: near, county: chosen }) => {
                setQuery({
                  ...(near !== '' && { near }),
                  ...(chosen !== '' && { county: chosen }),
                })
              })(event)
            }
          >
            <FormErrors />
            <SideBySide>
              <TextField
                name="postalCode"
                label={t('sparePostalCode')}
                autoComplete="postal-code"
              />
              <SelectField
                name="county"
                label={t('county')}
                choices={[
                  { value: '', label: t('any') },
                  ...county.options.map((value) => ({ value, label: words(`county.${value}`) })),
                ]}
              />
            </SideBySide>
            <Button type="submit">{t('search')}</Button>
          </form>
        </FormProvider>
      </Panel>
      <Heading variant="h2" mt="m" mb="s">
        {t('spareFound')}
      </Heading>
      <Found query={query} />
      <Paragraph mt="m">{t('spareBring')}</Paragraph>
    </>
  )
}

function Found({ query }: { query: URLSearchParams }) {
  const t = useTexts(pointTexts)
  const sought = {
    postalCode: /^\d{5}$/.exec(query.get('near') ?? '')?.[0],
    county: county.safeParse(query.get('county')).data,
  }
  const found = useApiQuery(['spare-points', sought], searchSparePoints, sought)
  if (found.data?.ok !== true) return <WithoutResponse query={found} />
  if (found.data.value.points.length === 0) return <Paragraph>{t('spareNone')}</Paragraph>
  return (
    <Rows>
      {found.data.value.points.map(({ pointId, name, address, phone, hasPublicDuty, now }) => (
        <Row
          key={pointId}
          link={<PageLink to={`points/${pointId}`}>{name}</PageLink>}
          facts={[
            addressLine(address),
            ...(phone === undefined ? [] : [phone]),
            ...(hasPublicDuty ? [] : [t('ownOnly')]),
          ].join(' · ')}
          state={
            <Chip $tone={now.isOpen ? 'good' : 'neutral'}>
              <OpeningNow now={now} />
            </Chip>
          }
        />
      ))}
    </Rows>
  )
}
