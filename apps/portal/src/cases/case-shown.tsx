import type { CaseView } from '@sotevarmenne/api/cases'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import { focusTitleAfter } from '../layout/page-title.tsx'
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
  const whoDidWhat = useWhoDidWhat()
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
          {supportCase.steps.map((step) => (
            <Message key={step.stepId} $isOffice={step.by === 'office' || step.by === 'service'}>
              <strong>{whoDidWhat(supportCase, step)}</strong> <Muted>{time(step.at)}</Muted>
              {step.text === undefined ? null : <Words>{step.text}</Words>}
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

/** A step in a sentence, for this reader of the case. */
function useWhoDidWhat() {
  const t = useTexts(caseTexts)
  return (
    { kind, holder, organisation }: CaseView,
    { by, kind: did }: CaseView['steps'][number],
  ): string => {
    if (by === 'holder' && organisation !== undefined)
      return `${t('by.organisation')} ${t(`did.${did}`)}`
    if (by === 'holder' && holder === undefined)
      return t(did === 'close' ? 'youClosed' : 'youWrote')
    const isSettled = kind === 'fee-dispute' && (did === 'accept' || did === 'refuse')
    return `${t(`by.${by}`)} ${t(isSettled ? `settled.${did}` : `did.${did}`)}`
  }
}

/** After a step: the page shows it among the others. */
export function useSayStep(): (changed: CaseView) => void {
  const whoDidWhat = useWhoDidWhat()
  return (changed) => {
    const step = changed.steps.at(-1)
    focusTitleAfter(step === undefined ? '' : whoDidWhat(changed, step))
  }
}
