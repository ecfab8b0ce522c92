import { chooseInboxDigest, viewInboxDigest } from '@sotevarmenne/api/inbox'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ActionButton } from '../layout/action-button.tsx'
import { sayOutcome } from '../layout/outcome.tsx'
import { PageLink } from '../layout/links.tsx'
import { Loaded } from '../layout/responses.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { inboxTexts } from './texts.ts'

/** The officer's own choice: a mail on the mornings of working days, or none. */
export function Digest() {
  const t = useTexts(inboxTexts)
  const query = useApiQuery(['inbox-digest'], viewInboxDigest, {})
  const { run, isActing, shown } = useAction()
  const choose = (isOn: boolean): Promise<void> =>
    run(
      () => callApi(chooseInboxDigest, { isOn }),
      async () => {
        await query.refetch()
        sayOutcome(t(isOn ? 'digestOn' : 'digestOff'))
      },
    )
  return (
    <Panel aria-labelledby="digest-heading">
      <Heading variant="h2" id="digest-heading" mb="s">
        {t('digest')}
      </Heading>
      <Paragraph mb="s">{t('digestHelp')}</Paragraph>
      {shown}
      <Loaded query={query}>
        {({ isOn, hasAddress }) => (
          <>
            <Paragraph mb="s">
              <strong>{t(isOn ? 'digestOn' : 'digestOff')}.</strong>
            </Paragraph>
            {hasAddress ? null : (
              <Paragraph mb="s">
                {t('digestNoAddress')} <PageLink to="own/notices">{t('digestAddAddress')}</PageLink>
              </Paragraph>
            )}
            <ActionButton
              id="digest-switch"
              variant="secondary"
              onClick={() => void choose(!isOn)}
              isActing={isActing}
            >
              {t(isOn ? 'switchOff' : 'switchOn')}
            </ActionButton>
          </>
        )}
      </Loaded>
    </Panel>
  )
}
