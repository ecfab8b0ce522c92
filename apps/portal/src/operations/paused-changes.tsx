import { releaseChanges, type RegistersView } from '@sotevarmenne/api/registers'
import { useState } from 'react'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { registerTexts } from './register-texts.ts'
import { operationTexts } from './texts.ts'
import { PausePanel, ReleaseByTwo, type Agreement } from './release-by-two.tsx'

/** Changes that would cancel unusually many cards. */
export function PausedChanges({
  pause,
  onAgreed,
}: {
  pause: RegistersView['pause']
  onAgreed: () => Promise<unknown>
}) {
  const t = useTexts(registerTexts)
  const words = useTexts(operationTexts)
  const [agreed, setAgreed] = useState<Agreement>()
  const done = {
    'awaits-second': words('release.awaits-second'),
    released: t('release.released'),
  }
  return (
    <PausePanel
      id="paused-changes"
      title={t('pausedChanges')}
      warning={pause && { title: t('changesPaused'), help: t('pausedHelp') }}
      done={agreed && { title: done[agreed], help: t(`releaseHelp.${agreed}`) }}
    >
      {pause === undefined ? null : (
        <ReleaseByTwo
          operation="registers.releaseChanges"
          pause={{ ...pause, firstCount: pause.firstCards }}
          size={pause.cards}
          facts={[[t('cards'), pause.cards]]}
          causes={pause.causes.map(({ cause, count }) => ({ cause: t(`kind.${cause}`), count }))}
          agree={t('agree')}
          question={(covered, later) => ({
            title: t('agreeConfirm'),
            text: [
              t('agreeConfirmHelp', { count: covered }),
              ...(later === 0 ? [] : [t('laterNotCovered', { count: later })]),
            ].join(' '),
          })}
          release={() => callApi(releaseChanges, { pauseId: pause.pauseId, upTo: pause.upTo })}
          onAgreed={async (state) => {
            await onAgreed()
            setAgreed(state)
          }}
        />
      )}
    </PausePanel>
  )
}
