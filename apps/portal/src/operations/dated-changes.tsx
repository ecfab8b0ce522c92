import type { DatedChangeView } from '@sotevarmenne/api/dated-changes'
import type { ProposalDecision } from '@sotevarmenne/api/values'
import type { ReactNode } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DecideProposal, type ProposalDone } from './decide-proposal.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'

export type Changed = (what: ProposalDone) => Promise<void>

/** How a change is shown, and how it is decided. */
export type ShownChange = {
  readonly title: string
  readonly facts: readonly string[]
  readonly decide: (decision: ProposalDecision) => Promise<ApiResult<unknown>>
}

type Shown<Change> = {
  readonly changes: readonly Change[]
  readonly show: (change: Change) => ShownChange
}

/** Proposals that wait for another case officer, who decides them here. */
export function WaitingChanges<Change extends DatedChangeView>({
  changes,
  show,
  isCaseOfficer,
  onChanged,
}: Shown<Change> & { readonly isCaseOfficer: boolean; readonly onChanged: Changed }) {
  const t = useTexts(datedChangeTexts)
  const waiting = changes.filter(({ standing }) => standing === 'proposed')
  return (
    <Panel aria-labelledby="waiting">
      <Heading variant="h2" id="waiting" mb="s">
        {t('waiting')}
      </Heading>
      {waiting.length === 0 ? (
        <Paragraph>{t('noneWaiting')}</Paragraph>
      ) : (
        <Rows>
          {waiting.map((change) => (
            <ChangeRow
              key={change.changeId}
              change={change}
              shown={show(change)}
              state={
                isCaseOfficer ? (
                  <Decide change={change} shown={show(change)} onChanged={onChanged} />
                ) : null
              }
            />
          ))}
        </Rows>
      )}
    </Panel>
  )
}

/** Changes that are decided, each with its state today. */
export function DecidedChanges<Change extends DatedChangeView>({ changes, show }: Shown<Change>) {
  const t = useTexts(datedChangeTexts)
  if (changes.every(({ standing }) => standing === 'proposed')) return null
  return (
    <Rows>
      {changes.map((change) =>
        change.standing === 'proposed' ? null : (
          <ChangeRow
            key={change.changeId}
            change={change}
            shown={show(change)}
            state={<Chip $tone={tones[change.standing]}>{t(`state.${change.standing}`)}</Chip>}
          />
        ),
      )}
    </Rows>
  )
}

const tones = {
  now: 'good',
  coming: 'waiting',
  past: 'neutral',
  replaced: 'neutral',
  rejected: 'neutral',
} as const satisfies Record<Exclude<DatedChangeView['standing'], 'proposed'>, string>

function ChangeRow({
  change: { proposed, decided, standing },
  shown: { title, facts },
  state,
}: {
  change: DatedChangeView
  shown: ShownChange
  state: ReactNode
}) {
  const t = useTexts(datedChangeTexts)
  const { time } = useDates()
  return (
    <Row
      link={<strong>{title}</strong>}
      facts={[
        ...facts,
        proposed ? t('proposedBy', { name: proposed.name, time: time(proposed.at) }) : t('shipped'),
        ...(decided
          ? [
              t(standing === 'rejected' ? 'rejectedBy' : 'approvedBy', {
                ...{ name: decided.name, time: time(decided.at) },
              }),
            ]
          : []),
      ].join(' · ')}
      state={state}
    />
  )
}

function Decide({
  change: { may, isLate },
  shown: { title, decide },
  onChanged,
}: {
  change: DatedChangeView
  shown: ShownChange
  onChanged: Changed
}) {
  const t = useTexts(datedChangeTexts)
  return (
    <>
      {isLate ? <Paragraph>{t('tooLate')}</Paragraph> : null}
      <DecideProposal t={t} title={title} may={may} decide={decide} onDecided={onChanged} />
    </>
  )
}
