import { releaseChanges, type RegistersView } from '@sotevarmenne/api/registers'
import { useState } from 'react'
import { ask } from '../api/ask.ts'
import { useTexts } from '../texts/index.ts'
import { Held, ReleaseByTwo, type Agreement } from './release-by-two.tsx'

/** Changes that would take away unusually many cards. */
export function HeldChanges({
  hold,
  onAgreed,
}: {
  hold: RegistersView['hold']
  onAgreed: () => Promise<unknown>
}) {
  const t = useTexts('registers')
  const words = useTexts('operations')
  const [agreed, setAgreed] = useState<Agreement>()
  const done = {
    'awaits-second': words('release.awaits-second'),
    released: t('release.released'),
  }
  return (
    <Held
      id="hold"
      title={t('hold')}
      warning={hold && { title: t('held'), help: t('heldHelp') }}
      done={agreed && { title: done[agreed], help: t(`releaseHelp.${agreed}`) }}
    >
      {hold === undefined ? null : (
        <ReleaseByTwo
          hold={hold}
          size={hold.cards}
          facts={[[t('cards'), hold.cards]]}
          causes={hold.causes.map(({ cause, count }) => ({ cause: t(`kind.${cause}`), count }))}
          agree={t('agree')}
          question={(covered, later) => ({
            title: t('agreeConfirm'),
            text: [
              t('agreeConfirmHelp', { count: covered }),
              ...(later === 0 ? [] : [t('laterNotCovered', { count: later })]),
            ].join(' '),
          })}
          release={() => ask(releaseChanges, { holdId: hold.holdId, upTo: hold.upTo })}
          onAgreed={async (state) => {
            await onAgreed()
            setAgreed(state)
          }}
        />
      )}
    </Held>
  )
}
