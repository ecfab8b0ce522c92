import type { searchVisitors } from '@sotevarmenne/api/orders'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import { Row, Rows } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

export type Found = z.output<(typeof searchVisitors)['response']>

/** The people found by the search; a birth date tells namesakes apart. */
export function VisitorsFound({
  found: { visitors, isCut },
  onChosen,
}: {
  found: Found
  onChosen: (personId: string) => void
}) {
  const t = useTexts(deskTexts)
  const { day } = useDates()
  if (visitors.length === 0) return <Paragraph mt="m">{t('foundNobody')}</Paragraph>
  return (
    <section aria-labelledby="found">
      <Heading variant="h2" id="found" mt="m" mb="s">
        {t('found')}
      </Heading>
      <Rows>
        {visitors.map(({ personId, givenNames, surname, birthDate }) => (
          <Row
            key={personId}
            link={<strong>{`${surname} ${givenNames}`}</strong>}
            facts={t('bornOn', { day: day(birthDate) })}
            state={
              <Button
                variant="secondary"
                aria-label={t('serveNamed', { name: `${givenNames} ${surname}` })}
                onClick={() => {
                  onChosen(personId)
                }}
              >
                {t('serve')}
              </Button>
            }
          />
        ))}
      </Rows>
      {isCut ? <Paragraph mt="s">{t('foundCut')}</Paragraph> : null}
    </section>
  )
}
