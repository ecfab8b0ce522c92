import { zodResolver } from '@hookform/resolvers/zod'
import { requestAddress, removeAddress, type ContactView } from '@sotevarmenne/api/notices'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { focusTitleAfter } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { noticeTexts } from './notice-texts.ts'
import { showOwnContact } from './own-contact.ts'

const typedAddress = z.object({ address: z.email(errorText('emailAddress')).max(254) })

/** The e-mail address: the present one, one that waits for confirmation, and the form for another. */
export function OwnAddress({ contact }: { contact: ContactView }) {
  const t = useTexts(noticeTexts)
  const { time } = useDates()
  const [isRemoving, setIsRemoving] = useState(false)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedAddress),
    defaultValues: { address: '' },
    shouldFocusError: false,
  })
  const { address, isRefused, unconfirmed } = contact

  function keep(changed: ContactView): void {
    showOwnContact(changed)
    focusTitleAfter(
      changed.unconfirmed === undefined
        ? t('noAddress')
        : t('unconfirmedHeading', { address: changed.unconfirmed.address }),
    )
  }

  const give = (typed: z.output<typeof typedAddress>): Promise<void> =>
    run(
      () => callApi(requestAddress, typed),
      (requested) => {
        form.reset()
        keep(requested)
      },
    )

  const remove = (): Promise<() => void> => runOnConfirm(() => callApi(removeAddress, {}), keep)

  return (
    <Panel aria-labelledby="own-address">
      <Heading variant="h2" id="own-address" mb="s">
        {t('addressHeading')}
      </Heading>
      {isRefused ? (
        <InlineAlert status="warning" labelText={t('refusedHeading')} mb="s">
          {t('refusedHelp')}
        </InlineAlert>
      ) : null}
      {address === undefined ? (
        <Paragraph>{t('noAddress')}</Paragraph>
      ) : (
        <Facts facts={[[t('address'), address]]} />
      )}
      {unconfirmed === undefined ? null : (
        <InlineAlert
          status="neutral"
          labelText={t('unconfirmedHeading', { address: unconfirmed.address })}
          mt="s"
          mb="m"
        >
          {t('unconfirmedHelp', { until: time(unconfirmed.until) })}
        </InlineAlert>
      )}
      <Form form={form} onSubmit={give}>
        <TextField
          name="address"
          label={t('newAddress')}
          hint={t('newAddressHint')}
          autoComplete="email"
        />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('saveAddress')}</SubmitButton>
          {address === undefined && unconfirmed === undefined ? null : (
            <Button
              variant="secondary"
              onClick={() => {
                setIsRemoving(true)
              }}
            >
              {t('removeAddress')}
            </Button>
          )}
        </Actions>
      </Form>
      <ConfirmStep
        isOpen={isRemoving}
        title={t('removeAddress')}
        text={t('removeConfirm')}
        yes={t('removeAddress')}
        onYes={remove}
        onClose={() => {
          setIsRemoving(false)
        }}
      />
    </Panel>
  )
}
