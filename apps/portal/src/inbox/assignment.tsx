import { assignInboxItem, viewInboxItem, type InboxItemView } from '@sotevarmenne/api/inbox'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { Button, Dropdown, DropdownItem } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { sayOutcome } from '../layout/outcome.tsx'
import { Loaded } from '../layout/responses.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { inboxKey, refreshInbox } from './counts.ts'
import { inboxTexts } from './texts.ts'

type Item = Pick<InboxItemView, 'kind' | 'itemId'>
type Officer = NonNullable<InboxItemView['assignee']>

/**
 * Takes an item, hands it on and puts it back. `text`: what it is, for names of the buttons; `isForAnother`: the
 * user may not decide it, only hand it on.
 */
export function AssignmentButtons({
  item: { kind, itemId },
  assignee,
  text,
  isForAnother,
}: {
  item: Item
  assignee: Officer | undefined
  text: string
  isForAnother: boolean
}) {
  const t = useTexts(inboxTexts)
  const { personId } = useOutletContext<SessionView>()
  const { run, runOnConfirm, isActing, shown } = useAction()
  const [chosen, setChosen] = useState<Officer>()
  const from = assignee?.personId ?? null
  const isMine = from === personId
  const action = assignee === undefined ? 'take' : isMine ? 'putBack' : 'takeOver'

  const assign = async (to: string | null) => {
    const assigned = await callApi(assignInboxItem, { kind, itemId, to, from })
    // Of another officer meanwhile: the row shows who that is, before the refusal takes the focus.
    if (!assigned.ok) await refreshInbox()
    return assigned
  }
  const done = async (outcome: string) => {
    await refreshInbox()
    sayOutcome(outcome)
  }
  return (
    <>
      {isForAnother ? null : (
        <Button
          variant="secondary"
          disabled={isActing}
          aria-label={t('named', { action: t(action), item: text })}
          onClick={() =>
            void run(
              () => assign(isMine ? null : personId),
              () => done(t(isMine ? 'isPutBack' : 'taken')),
            )
          }
        >
          {t(action)}
        </Button>
      )}
      <ConfirmButton
        label={t('handOn')}
        ariaLabel={t('named', { action: t('handOn'), item: text })}
        title={t('handOnTitle')}
        text={t('handOnText', { item: text })}
        // Without a choice nothing happens.
        onYes={() =>
          chosen === undefined
            ? Promise.resolve(() => undefined)
            : runOnConfirm(
                () => assign(chosen.personId),
                () => {
                  setChosen(undefined)
                  void done(t('handedOn', { name: chosen.name }))
                },
              )
        }
      >
        <Officers item={{ kind, itemId }} chosen={chosen} onChoose={setChosen} />
      </ConfirmButton>
      {shown}
    </>
  )
}

function Officers({
  item: { kind, itemId },
  chosen,
  onChoose,
}: {
  item: Item
  chosen: Officer | undefined
  onChoose: (officer: Officer) => void
}) {
  const t = useTexts(inboxTexts)
  const query = useApiQuery([...inboxKey, kind, itemId], viewInboxItem, { kind, itemId })
  return (
    <Loaded query={query}>
      {({ officers }) => (
        <Dropdown
          labelText={t('officer')}
          value={chosen?.personId ?? ''}
          onChange={(personId) => {
            const officer = officers.find((one) => one.personId === personId)
            if (officer !== undefined) onChoose(officer)
          }}
        >
          {officers.map(({ personId, name }) => (
            <DropdownItem key={personId} value={personId}>
              {name}
            </DropdownItem>
          ))}
        </Dropdown>
      )}
    </Loaded>
  )
}
