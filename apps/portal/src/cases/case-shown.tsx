import type { CaseView } from '@sotevarmenne/api/cases'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import { Facts, Muted, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { caseTexts } from './texts.ts'
import { CaseChip } from './case-chip.tsx'
import { Message, Messages, Words } from './messages.tsx'

/** What a case is, and everything that was written in it, oldest first. */
export function CaseShown({ supportCase }: { supportCase: CaseView }) {
  const t = useTexts(caseTexts)
  const { day, time } = useDates()
  const { kind, openedAt, dueOn, decision, orderId, holder, organisation } = supportCase
  const { writer, contact } = supportCase
  const words = useTexts(wordTexts)
  return (
    <>
      <Panel as="article" aria-label={t(`kind.${kind}`)}>
        <Facts
          facts={[
            [t('state'), <CaseChip key="state" supportCase={supportCase} />],
            [t('kind'), t(`kind.${kind}`)],
            [t('organisation'), holder && organisation?.name],
            [t(organisation === undefined ? 'holder' : 'writer'), holder?.name],
            [t('writer'), writer?.name],
            [t('identified'), writer && (contact?.identified?.identityCode ?? t('notIdentified'))],
            [t('email'), contact?.email],
            [t('replyLanguage'), contact && words(`language.${contact.language}`)],
            [t('decisionOfOrder'), orderId],
            [t('openedAt'), time(openedAt)],
            [
              t(kind === 'rectification-request' || kind === 'fee-dispute' ? 'decidedBy' : 'dueOn'),
              dueOn === undefined ? undefined : day(dueOn),
            ],
          ]}
        />
      </Panel>
      <Panel as="article" aria-labelledby={`messages-${supportCase.caseId}`}>
        <Heading variant="h2" id={`messages-${supportCase.caseId}`} mb="s">
          {t('messages')}
        </Heading>
        <Messages>
          {supportCase.steps.map(({ stepId, by, kind: did, at, text }) => (
            <Message key={stepId} $isOffice={by === 'office' || by === 'service'}>
              <strong>
                {by === 'holder' && organisation !== undefined
                  ? `${t('by.organisation')} ${t(`did.${did}`)}`
                  : by === 'holder' && holder === undefined
                    ? t(did === 'close' ? 'youClosed' : 'youWrote')
                    : `${t(`by.${by}`)} ${t(kind === 'fee-dispute' && (did === 'accept' || did === 'refuse') ? `settled.${did}` : `did.${did}`)}`}
              </strong>{' '}
              <Muted>{time(at)}</Muted>
              {text === undefined ? null : <Words>{text}</Words>}
            </Message>
          ))}
        </Messages>
      </Panel>
      {decision === 'refused' && kind === 'rectification-request' && holder === undefined ? (
        <InlineAlert status="neutral" labelText={t('remedy')} mt="m">
          {t('remedyHelp')}
        </InlineAlert>
      ) : null}
    </>
  )
}
