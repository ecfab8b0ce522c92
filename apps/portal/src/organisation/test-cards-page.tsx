import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import {
  cancelTestCard,
  fetchTestCardFile,
  listTestCards,
  makeVirtualTestCard,
  revokeTestCard,
  viewTestPeople,
  type TestCardKind,
  type TestCardView,
  type TestPersonView,
  type TestRevocation,
  testCardKind,
  testRevocation,
} from '@sotevarmenne/api/test-cards'
import { useState } from 'react'
import { useParams } from 'react-router'
import {
  Button,
  Dropdown,
  DropdownItem,
  Heading,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { BackToAccount } from './of-account.tsx'
import { personChoices } from './test-people.ts'
import { Done, Loaded, ProblemShown, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { CopyableCommand } from '../layout/copyable.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { testCardTexts } from './test-card-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { OrderPlastic } from './order-test-cards.tsx'

/** The vendor's test cards, and instant virtual cards. */
export function TestCardsPage() {
  const t = useTexts(testCardTexts)
  const { organisationId = '' } = useParams()
  const people = useApiQuery(['test-people'], viewTestPeople, {})
  if (people.data === undefined) return <WithoutResponse query={people} title={t('heading')} />
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Loaded query={people}>
        {(loaded) => (
          <>
            <MakeVirtual organisationId={organisationId} {...loaded} />
            <OrderPlastic organisationId={organisationId} {...loaded} />
          </>
        )}
      </Loaded>
      <TestCards organisationId={organisationId} />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

/** Created and downloaded by one press: the secret of the file is in no cache, and gone with the page. */
function MakeVirtual({
  organisationId,
  people,
  keys: offered,
}: Pick<ResponseOf<typeof viewTestPeople>, 'people' | 'keys'> & { organisationId: string }) {
  const t = useTexts(testCardTexts)
  const language = usePageLanguage()
  const { run, isActing, shown } = useAction()
  const [kind, setKind] = useState<TestCardKind>('professional')
  const [keys, setKeys] = useState(offered[0])
  const [personKey, setPersonKey] = useState(people[0]?.personKey ?? '')
  /** The person of the created card: another may be chosen in the meantime. */
  const [created, setCreated] = useState<{
    readonly fileName: string
    readonly pins: ResponseOf<typeof makeVirtualTestCard>['pins']
    readonly kind: TestCardKind
    readonly of: TestPersonView
  }>()

  async function make(): Promise<void> {
    const of = people.find((one) => one.personKey === personKey)
    if (of === undefined) return
    setCreated(undefined)
    await run(
      async () => {
        const card = await callApi(makeVirtualTestCard, {
          organisationId,
          kind,
          personKey,
          language,
          ...(keys && { keys }),
        })
        if (!card.ok) return card
        const { secret, pins } = card.value
        const given = await callApi(fetchTestCardFile, { secret })
        return given.ok ? { ok: true, value: { ...given.value, pins } } : given
      },
      ({ fileName, file, pins }) => {
        saveAs(fileName, file)
        setCreated({ fileName, pins, kind, of })
      },
    )
    void queryClient.invalidateQueries({ queryKey: ['test-cards', organisationId] })
  }

  return (
    <Panel aria-labelledby="make-virtual">
      <Heading variant="h2" id="make-virtual" mb="xs">
        {t('makeHeading')}
      </Heading>
      <Paragraph mb="s">{t('makeHelp')}</Paragraph>
      <SideBySide>
        <Dropdown
          id="kind"
          fullWidth
          mb="s"
          labelText={t('kind')}
          value={kind}
          onChange={(chosen) => {
            setKind(testCardKind.options.find((one) => one === chosen) ?? kind)
          }}
        >
          {testCardKind.options.map((one) => (
            <DropdownItem key={one} value={one}>
              {t(`kind.${one}`)}
            </DropdownItem>
          ))}
        </Dropdown>
        <Dropdown
          id="person"
          fullWidth
          mb="s"
          labelText={t('person')}
          value={personKey}
          onChange={setPersonKey}
        >
          {personChoices(people, { kind, language }).map(({ value, label }) => (
            <DropdownItem key={value} value={value}>
              {label}
            </DropdownItem>
          ))}
        </Dropdown>
        {offered.length === 1 ? null : (
          <Dropdown
            id="keys"
            fullWidth
            mb="s"
            labelText={t('keys')}
            value={keys ?? ''}
            onChange={(chosen) => {
              setKeys(offered.find((one) => one === chosen) ?? keys)
            }}
          >
            {offered.map((one) => (
              <DropdownItem key={one} value={one}>
                {t(`keys.${one}`)}
              </DropdownItem>
            ))}
          </Dropdown>
        )}
      </SideBySide>
      {shown}
      <Actions>
        <Button id="make" disabled={isActing} onClick={() => void make()}>
          {t('make')}
        </Button>
      </Actions>
      {created === undefined ? null : (
        <>
          <InlineAlert mt="m" mb="m">
            {t('downloaded')}
          </InlineAlert>
          <Facts
            facts={[
              [t('file'), created.fileName],
              [t('pins'), `${created.pins.pin1}, ${created.pins.pin2}`],
              created.kind === 'citizen'
                ? [t('satu'), created.of.satu]
                : [t('number'), created.of.registrationNumber],
              [t('identityCode'), created.of.identityCode],
            ]}
          />
          <Heading variant="h3" mt="m" mb="xs">
            {t('intoReader')}
          </Heading>
          <CopyableCommand
            name={t('intoReader')}
            text={`npm run reader -- card ${created.fileName}`}
          />
        </>
      )}
    </Panel>
  )
}

const tones = {
  'in-production': 'waiting',
  ready: 'waiting',
  fetched: 'good',
  lapsed: 'neutral',
  posted: 'good',
  activated: 'good',
  revoked: 'bad',
  'not-produced': 'neutral',
} as const

function TestCards({ organisationId }: { organisationId: string }) {
  const t = useTexts(testCardTexts)
  const { day, time } = useDates()
  const [ending, setEnding] = useState<Ending>()
  const queryKey = ['test-cards', organisationId]
  const pages = usePages(queryKey, listTestCards, { organisationId })
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('listHeading')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ cards }) =>
          cards.map((card) => (
            <Row
              key={card.testCardId}
              link={`${t(`kind.${card.kind}`)}: ${card.holder}`}
              facts={[
                t(`form.${card.form}`),
                ...(card.keys === undefined ? [] : [t(`keys.${card.keys}`)]),
                t(card.form === 'plastic' ? 'cardOrderedAt' : 'producedAt', {
                  at: time(card.orderedAt),
                }),
                t('validTo', { day: day(card.validTo) }),
                ...(card.because === undefined ? [] : [t(`reason.${card.because}`)]),
              ].join(' · ')}
              state={
                <>
                  <Chip $tone={tones[card.state]}>{t(`state.${card.state}`)}</Chip>
                  {card.may.map((end) => (
                    <Button
                      key={end}
                      variant="secondary"
                      aria-label={t(`${end}Of`, { holder: card.holder })}
                      onClick={() => {
                        setEnding({ card, end })
                      }}
                    >
                      {t(end)}
                    </Button>
                  ))}
                </>
              }
            />
          ))
        }
      />
      <EndStep
        ending={ending}
        onClose={() => {
          setEnding(undefined)
        }}
        onEnded={() => void queryClient.invalidateQueries({ queryKey })}
      />
    </>
  )
}

/** A card and the operation on it. */
type Ending = { readonly card: TestCardView; readonly end: TestCardView['may'][number] }

function EndStep({
  ending,
  onClose,
  onEnded,
}: {
  ending: Ending | undefined
  onClose: () => void
  onEnded: () => void
}) {
  const t = useTexts(testCardTexts)
  const { card, end = 'revoke' } = ending ?? {}
  const [because, setBecause] = useState<TestRevocation>('card-lost')
  const [problem, setProblem] = useState<ProblemDetails>()
  const [done, setDone] = useState<Ending>()
  return (
    <>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {done === undefined ? null : (
        <Done
          key={done.card.testCardId}
          title={t(`${done.end}Done`)}
          help={t(`${done.end}DoneHelp`)}
        />
      )}
      <ConfirmStep
        isOpen={ending !== undefined}
        title={t(`${end}Confirm`)}
        text={`${card === undefined ? '' : `${t(`kind.${card.kind}`)}: ${card.holder}. `}${t(`${end}Help`)}`}
        yes={t(end)}
        onYes={async () => {
          const testCardId = card?.testCardId ?? ''
          const response = await (end === 'revoke'
            ? callApi(revokeTestCard, { testCardId, because })
            : callApi(cancelTestCard, { testCardId }))
          return () => {
            setProblem(response.ok ? undefined : response.refusal)
            setDone(response.ok ? ending : undefined)
            onEnded()
          }
        }}
        onClose={onClose}
      >
        {end === 'revoke' ? (
          <Dropdown
            id="because"
            mt="s"
            labelText={t('reason')}
            value={because}
            onChange={(chosen) => {
              setBecause(testRevocation.options.find((one) => one === chosen) ?? because)
            }}
          >
            {testRevocation.options.map((one) => (
              <DropdownItem key={one} value={one}>
                {t(`reason.${one}`)}
              </DropdownItem>
            ))}
          </Dropdown>
        ) : null}
      </ConfirmStep>
    </>
  )
}
