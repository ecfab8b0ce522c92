import { formatInstant } from '@sotevarmenne/kernel/instant'
import { serviceNow } from '../api/service-clock.ts'
import { useState } from 'react'
import { Button, Paragraph } from 'suomifi-ui-components'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { CallDone } from './call-done.tsx'
import { CallForm } from './call-form.tsx'
import type { Begun, Ended } from './call.ts'

/**
 * The agent’s page: one call after another, each from its start to what is read aloud, without another page
 * in between.
 */
export function HotlinePage() {
  const t = useTexts(hotlineTexts)
  const [begun, setBegun] = useState(newCall)
  const [done, setDone] = useState<Ended>()

  if (done !== undefined)
    return (
      <>
        <PageTitle takesFocus>{t('doneHeading')}</PageTitle>
        <CallDone {...done} />
        <Actions>
          <Button
            id="next-call"
            onClick={() => {
              setDone(undefined)
              setBegun(newCall())
            }}
          >
            {t('nextCall')}
          </Button>
        </Actions>
      </>
    )
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <CallForm key={begun.callId} begun={begun} onEnded={setDone} />
    </>
  )
}

/** By the id, a second press is the same call. */
const newCall = (): Begun => ({
  callId: crypto.randomUUID(),
  beganAt: formatInstant(serviceNow()),
})
