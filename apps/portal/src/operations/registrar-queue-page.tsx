import { listRegistrarQueue, registrarApplicationState } from '@sotevarmenne/api/registrars'
import { useState } from 'react'
import { Button, Dropdown, DropdownItem, Paragraph, TextInput } from 'suomifi-ui-components'
import { useSearchParams } from 'react-router'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { registrarTones } from '../registrars/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from '../registrars/texts.ts'

const decidedStates = registrarApplicationState.exclude(['draft', 'sent'])
const states = ['sent', ...decidedStates.options] as const

/** Applications for registrars: those that wait for a case officer, and the outcome of others. */
export function RegistrarQueuePage() {
  const t = useTexts(registrarTexts)
  const { dayOf } = useDates()
  const [query, setQuery] = useSearchParams()
  const state = decidedStates.safeParse(query.get('state')).data
  const businessId = query.get('organisation') ?? ''
  const [typed, setTyped] = useState(businessId)
  const seek = (sought: { state: string; organisation: string }): void => {
    setQuery(
      Object.fromEntries(
        Object.entries(sought).filter(([, value]) => value !== '' && value !== 'sent'),
      ),
      { replace: true },
    )
  }
  const pages = usePages(['registrar-queue', state, businessId], listRegistrarQueue, {
    state,
    ...(businessId === '' ? {} : { businessId }),
  })
  return (
    <>
      <PageTitle>{t('queueHeading')}</PageTitle>
      <Paragraph mb="m">{t('queueLead')}</Paragraph>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          seek({ state: state ?? 'sent', organisation: typed.trim() })
        }}
      >
        <SideBySide>
          <Dropdown
            id="queue-state"
            labelText={t('queueState')}
            value={state ?? 'sent'}
            mb="m"
            onChange={(chosen: string) => {
              seek({ state: chosen, organisation: businessId })
            }}
          >
            {states.map((value) => (
              <DropdownItem key={value} value={value}>
                {t(`state.${value}`)}
              </DropdownItem>
            ))}
          </Dropdown>
          <TextInput
            id="queue-business-id"
            labelText={t('queueBusinessId')}
            value={typed}
            onChange={(value) => {
              setTyped(String(value ?? ''))
            }}
            autoComplete="off"
            spellCheck={false}
            mb="m"
          />
        </SideBySide>
        <Button type="submit" variant="secondary" mb="m">
          {t('seek')}
        </Button>
      </form>
      <RowList
        pages={pages}
        empty={t('queueNone')}
        rowsOf={({ applications }) =>
          applications.map((one) => (
            <Row
              key={one.applicationId}
              link={
                <PageLink to={`operations/registrars/${one.applicationId}`}>{one.name}</PageLink>
              }
              facts={[
                one.organisation.name,
                one.point.name,
                ...(one.sentAt === undefined ? [] : [t('sentOn', { day: dayOf(one.sentAt) })]),
              ].join(' · ')}
              state={<Chip $tone={registrarTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
    </>
  )
}
