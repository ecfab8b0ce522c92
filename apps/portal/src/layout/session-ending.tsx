import { serviceNow } from '../api/service-clock.ts'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useEffect, useRef, useState } from 'react'
import {
  Button,
  Modal,
  ModalContent,
  ModalFooter,
  ModalTitle,
  Paragraph,
} from 'suomifi-ui-components'
import { queryClient, sessionKey } from '../api/call-api.ts'
import { stayInSession } from '../api/session.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

const warningMilliseconds = 2 * 60_000

/**
 * Warns two minutes before the session ends, and extends it by one press. The server knows the end: it is
 * requested first.
 */
export function SessionEnding({ session }: { session: SessionView }) {
  const t = useTexts(commonTexts)
  const { clock } = useDates()
  const stay = useRef<HTMLButtonElement>(null)
  const [dismissed, setDismissed] = useState<string>()
  const [checked, setChecked] = useState<string>()
  const { endsAt } = session

  useEffect(() => {
    const checkSession = (): void => {
      void queryClient.refetchQueries({ queryKey: sessionKey }).then(() => {
        setChecked(endsAt)
      })
    }
    const left = Date.parse(endsAt) - serviceNow()
    // With a clock ahead of the server's, the warning would never go: then there is none.
    if (left <= 0) return undefined
    const timers = [
      setTimeout(checkSession, Math.min(maxTimer, Math.max(0, left - warningMilliseconds))),
      setTimeout(checkSession, Math.min(maxTimer, left + 1000)),
    ]
    return () => {
      timers.forEach(clearTimeout)
    }
  }, [endsAt])

  // Checked, and the end is still the same: nothing has been done in the meantime.
  const isOpen = checked === endsAt && dismissed !== endsAt
  const dismiss = (): void => {
    setDismissed(endsAt)
  }
  return (
    <Modal
      visible={isOpen}
      appElementId="portal"
      focusOnOpenRef={stay}
      onEscKeyDown={dismiss}
      ariaLabelledBy="session-ending"
    >
      <ModalContent>
        <ModalTitle id="session-ending">{t('sessionEnding')}</ModalTitle>
        <Paragraph>{t('sessionEndingHelp', { time: clock(endsAt) })}</Paragraph>
      </ModalContent>
      <ModalFooter>
        <Button
          ref={stay}
          onClick={() => {
            dismiss()
            void stayInSession()
          }}
        >
          {t('staySignedIn')}
        </Button>
        <Button variant="secondary" onClick={dismiss}>
          {t('letEnd')}
        </Button>
      </ModalFooter>
    </Modal>
  )
}

/** The maximum of a timer in browsers. */
const maxTimer = 2 ** 31 - 1
