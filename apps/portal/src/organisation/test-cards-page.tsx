import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  fetchTestCardFile,
  makeVirtualTestCard,
  viewTestPeople,
  type TestCardKind,
  type TestPersonView,
  testCardKind,
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
import { useApiQuery } from '../api/queries.ts'
import { BackToAccount } from './of-account.tsx'
import { personChoices } from './test-people.ts'
import { Loaded, WithoutResponse } from '../layout/responses.tsx'
import { CopyableCommand } from '../layout/copyable.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { testCardTexts } from './test-card-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { useMayAct } from './may-act.ts'
import { OrderPlastic } from './order-test-cards.tsx'
import { TestCardList, testCardListName } from './test-card-list.tsx'

/** The vendor's test cards, and instant virtual cards. */
export function TestCardsPage() {
  const t = useTexts(testCardTexts)
  const { organisationId = '' } = useParams()
  const mayAct = useMayAct()
  const people = useApiQuery(['test-people'], viewTestPeople, {})
  if (people.data === undefined) return <WithoutResponse query={people} title={t('heading')} />
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {mayAct('apply') ? (
        <Loaded query={people}>
          {(loaded) => (
            <>
              <MakeVirtual organisationId={organisationId} {...loaded} />
              <OrderPlastic organisationId={organisationId} {...loaded} />
            </>
          )}
        </Loaded>
      ) : null}
      <TestCardList organisationId={organisationId} />
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
    void queryClient.invalidateQueries({ queryKey: [testCardListName] })
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
