import { listApprovalsInForce } from '@sotevarmenne/api/acme'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button, Paragraph, TextInput } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** Enrolment approvals in force: what programs may order, since when, and who decided. */
export function ApprovalsInForcePage() {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const { dayOf } = useDates()
  const [query, setQuery] = useSearchParams()
  const sought = query.get('sought') ?? ''
  const [typed, setTyped] = useState(sought)
  const pages = usePages(['approvals-in-force', sought], listApprovalsInForce, {
    ...(sought === '' ? {} : { sought }),
  })
  return (
    <>
      <PageTitle>{t('inForce')}</PageTitle>
      <Paragraph mb="m">{t('inForceLead')}</Paragraph>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = typed.trim()
          setQuery(wanted === '' ? {} : { sought: wanted }, { replace: true })
        }}
      >
        <TextInput
          id="approvals-sought"
          labelText={t('inForceSought')}
          value={typed}
          onChange={(value) => {
            setTyped(String(value ?? ''))
          }}
          autoComplete="off"
          spellCheck={false}
          mb="s"
        />
        <Button type="submit" variant="secondary" mb="m">
          {t('seek')}
        </Button>
      </form>
      <RowList
        pages={pages}
        empty={t('inForceNone')}
        rowsOf={({ approvals }) =>
          approvals.map((one) => (
            <Row
              key={one.approvalId}
              link={
                <PageLink to={`operations/enrolment-approvals/${one.approvalId}`}>
                  {one.names.join(', ')}
                </PageLink>
              }
              facts={[
                one.organisation.name,
                one.unitOid,
                t('inForceSince', {
                  ...{ day: dayOf(one.approvedAt), names: `${one.checkedBy}, ${one.approvedBy}` },
                }),
              ].join(' · ')}
              state={one.isTest ? <Chip $tone="neutral">{ofCertificates('isTest')}</Chip> : null}
            />
          ))
        }
      />
      <Actions>
        <PageLink to="operations/certificate-queue">{ofCertificates('backToQueue')}</PageLink>
      </Actions>
    </>
  )
}
