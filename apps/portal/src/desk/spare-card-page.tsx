import {
  requestSpareCardProduction,
  cancelSpareCard,
  contactMeans,
  handOverSpareCard,
  noteContact,
  viewSpareCard,
  writeOffSpareCard,
  type ContactMeans,
  type SpareCardView,
} from '@sotevarmenne/api/spare-cards'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { useParams } from 'react-router'
import {
  Button,
  Dropdown,
  DropdownItem,
  Heading,
  InlineAlert,
  Paragraph,
  TextInput,
} from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DecisionsShown } from '../cards/decisions-shown.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { Past, Timeline, When } from '../layout/timeline.tsx'
import { useAction } from '../layout/use-action.tsx'
import { CardRelay } from '../reader/card-relay.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { spareCardTexts } from './spare-card-texts.ts'
import { memberTexts } from './member-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { useLentReader } from './desk-lock.ts'
import { useCardPrice } from '../fees/card-price.ts'
import { SpareCardChip } from './spare-cards-page.tsx'
import { TakeBack, ToSpareCards } from './take-back.tsx'

export function SpareCardPage() {
  const t = useTexts(spareCardTexts)
  const { spareCardId = '' } = useParams()
  useLentReader()
  const query = useApiQuery(['spare-card', spareCardId], viewSpareCard, { spareCardId })
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('one')} back={<ToSpareCards />} />
  return <SpareCardAtDesk card={query.data.value} />
}

/** A spare card at the desk: its data, hand-over, cancellation, and the follow-up of its return. */
function SpareCardAtDesk({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const member = useTexts(memberTexts)
  const price = useCardPrice()
  const { day } = useDates()
  const language = usePageLanguage()
  const [stateAtFirst] = useState(card.state)
  // Still shown when it has just come back, so that the result appears where the operation was done.
  const isOut = stateAtFirst === 'handedOver' || card.may.includes('write-off')
  return (
    <>
      <PageTitle>{`${t('one')}: ${card.holder.givenNames} ${card.holder.surname}`}</PageTitle>
      {card.findings.map((finding) => (
        <InlineAlert key={finding.kind} status="warning" labelText={t('findings')} mb="s">
          {finding.title[language]}. {finding.advice?.[language]}
        </InlineAlert>
      ))}
      {card.chipsLeft.length === 0 ? null : (
        <InlineAlert status="warning" labelText={t('chipsLeft')} mb="s">
          {t('chipsLeftHelp', { chips: card.chipsLeft.join(', ') })}
        </InlineAlert>
      )}
      {stateAtFirst === 'beingProduced' && card.state === 'awaitingHandOver' ? (
        <Done title={t('produced')} help={t('producedHelp')} />
      ) : null}
      {stateAtFirst !== 'handedOver' && card.state === 'handedOver' ? (
        <Done title={t('handedOver')} help={t('handedOverHelp', { day: day(card.returnBy) })} />
      ) : null}
      <Panel aria-label={t('one')}>
        <Facts
          facts={[
            [t('state'), <SpareCardChip key="state" card={card} />],
            [t('returnDay'), day(card.returnBy)],
            [t('validTo'), day(card.validTo)],
            [t('why'), t(`why.${card.missedBecause}`)],
            [member('price'), price(card.price)],
            [t('chipSerial'), card.chipSerial],
            [t('plastic'), card.plastic === undefined ? undefined : t(`plastic.${card.plastic}`)],
          ]}
        />
      </Panel>
      <DecisionsShown decisions={card.decision === undefined ? [] : [card.decision]} />
      {card.may.includes('produce') ? <Make card={card} /> : null}
      {card.may.includes('hand-over') ? <HandOver card={card} /> : null}
      {isOut ? (
        <Panel aria-labelledby="take-back">
          <Heading variant="h2" id="take-back" mb="xs">
            {t('takeBackHeading')}
          </Heading>
          <TakeBack />
        </Panel>
      ) : null}
      {card.may.includes('note') ? <Reminders card={card} /> : null}
      {card.may.includes('cancel') || card.may.includes('write-off') ? (
        <CancelOrWriteOff card={card} />
      ) : null}
      {card.timeline.length === 0 ? null : <Life card={card} />}
      <ToSpareCards />
    </>
  )
}

/** The history of the card. */
function Life({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const words = useTexts(wordTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="spare-life">
      <Heading variant="h2" id="spare-life">
        {t('life')}
      </Heading>
      <Timeline aria-labelledby="spare-life">
        {card.timeline.map(({ at, what }, index) =>
          isEvent(what) ? (
            <Past key={`${at} ${what} ${String(index)}`}>
              <strong>{t(`event.${what}`)}</strong>
              <When dateTime={at}>{time(at)}</When>
              {what === 'SpareCardCancelled' && card.cancelled !== undefined ? (
                <span>{words(`spareCancellationReason.${card.cancelled.reason}`)}</span>
              ) : null}
            </Past>
          ) : null,
        )}
      </Timeline>
    </Panel>
  )
}

const events = [
  'SpareCardStarted',
  'SpareCardProduced',
  'SpareCardProductionFailed',
  'SpareCardHandedOver',
  'SpareCardOverdue',
  'SpareCardHolderReminded',
  'SpareCardCancelled',
  'SpareCardEmptied',
  'SpareCardNotEmptied',
  'SpareCardWrittenOff',
] as const

const isEvent = (what: string): what is (typeof events)[number] =>
  events.some((event) => event === what)

function keep(card: SpareCardView): void {
  queryClient.setQueryData(['spare-card', card.spareCardId], ok(card))
  void queryClient.invalidateQueries({ queryKey: ['spare-cards'] })
}

/**
 * Produced on a blank card in the registrar's reader; the holder types both PINs there, out of the
 * registrar's sight.
 */
function Make({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const { spareCardId } = card
  return (
    <Panel aria-labelledby="spare-production">
      <Heading variant="h2" id="spare-production" mb="xs">
        {t('makeHeading')}
      </Heading>
      <Paragraph>{t('makeHelp')}</Paragraph>
      <CardRelay
        label={t('make')}
        requestTicket={() => callApi(requestSpareCardProduction, { spareCardId })}
        holder={`${card.holder.givenNames} ${card.holder.surname}`}
        onOver={() => {
          void queryClient.invalidateQueries({ queryKey: ['spare-card', spareCardId] })
          void queryClient.invalidateQueries({ queryKey: ['spare-cards'] })
        }}
      />
    </Panel>
  )
}

function HandOver({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const { day } = useDates()
  const { runOnConfirm, shown } = useAction()
  const notice = t('notifyHolder', { day: day(card.returnBy) })
  return (
    <Panel aria-labelledby="spare-hand-over">
      <Heading variant="h2" id="spare-hand-over" mb="xs">
        {t('handOverHeading')}
      </Heading>
      <Paragraph mb="s">{notice}</Paragraph>
      {shown}
      <Actions>
        <ConfirmButton
          variant="default"
          label={t('handOverHeading')}
          title={t('handOverHeading')}
          text={notice}
          yes={t('handOver')}
          onYes={() =>
            runOnConfirm(
              () => callApi(handOverSpareCard, { spareCardId: card.spareCardId, input: true }),
              keep,
            )
          }
        />
      </Actions>
    </Panel>
  )
}

type Ending = 'lost' | 'stolen' | 'broken' | 'abandoned' | 'write-off'

function CancelOrWriteOff({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const [ending, setEnding] = useState<Ending>()
  const { runOnConfirm, shown } = useAction()
  const { spareCardId } = card
  const isCancelled = card.may.includes('write-off')
  const endings: readonly Ending[] = isCancelled
    ? ['write-off']
    : card.state === 'handedOver'
      ? ['lost', 'stolen', 'broken']
      : ['abandoned']
  const nameOf = (one: Ending): string => (one === 'write-off' ? t('writeOff') : t(`cancel.${one}`))
  return (
    <Panel aria-labelledby="spare-cancellation">
      <Heading variant="h2" id="spare-cancellation" mb="xs">
        {t(isCancelled ? 'writeOff' : 'cancelHeading')}
      </Heading>
      <Paragraph mb="s">{t(isCancelled ? 'writeOffHelp' : 'cancelHelp')}</Paragraph>
      {shown}
      <Actions>
        {endings.map((one) => (
          <Button
            key={one}
            variant="secondary"
            onClick={() => {
              setEnding(one)
            }}
          >
            {nameOf(one)}
          </Button>
        ))}
      </Actions>
      <ConfirmStep
        isOpen={ending !== undefined}
        title={ending === undefined ? '' : nameOf(ending)}
        text={t('sure')}
        yes={ending === undefined ? '' : nameOf(ending)}
        onYes={() =>
          runOnConfirm(
            () =>
              ending === undefined || ending === 'write-off'
                ? callApi(writeOffSpareCard, { spareCardId })
                : callApi(cancelSpareCard, { spareCardId, reason: ending }),
            keep,
          )
        }
        onClose={() => {
          setEnding(undefined)
        }}
      />
    </Panel>
  )
}

/** How the holder was reminded, and the result. */
function Reminders({ card }: { card: SpareCardView }) {
  const t = useTexts(spareCardTexts)
  const { time } = useDates()
  const [means, setMeans] = useState<ContactMeans>('phone')
  const [text, setText] = useState('')
  const { run, isActing, shown } = useAction()

  const save = (): Promise<void> =>
    run(
      () => callApi(noteContact, { spareCardId: card.spareCardId, means, text }),
      (noted) => {
        keep(noted)
        setText('')
      },
    )

  return (
    <Panel aria-labelledby="reminders">
      <Heading variant="h2" id="reminders" mb="xs">
        {t('notesHeading')}
      </Heading>
      {card.notes.length === 0 ? <Paragraph mb="s">{t('noNotes')}</Paragraph> : null}
      <ul>
        {card.notes.map((note) => (
          <li key={note.at}>
            {time(note.at)}: {t(`means.${note.means}`)}
            {note.text === undefined ? null : `. ${note.text}`}
          </li>
        ))}
      </ul>
      <Dropdown
        labelText={t('means')}
        value={means}
        onChange={(chosen) => {
          setMeans(contactMeans.parse(chosen))
        }}
        mb="s"
      >
        {contactMeans.options.map((one) => (
          <DropdownItem key={one} value={one}>
            {t(`means.${one}`)}
          </DropdownItem>
        ))}
      </Dropdown>
      <TextInput
        labelText={t('noteText')}
        value={text}
        onChange={(value) => {
          setText(String(value ?? ''))
        }}
      />
      {shown}
      <Actions>
        <ActionButton
          variant="secondary"
          onClick={() => void save()}
          isActing={isActing}
          acting={t('saving')}
        >
          {t('saveNote')}
        </ActionButton>
      </Actions>
    </Panel>
  )
}
