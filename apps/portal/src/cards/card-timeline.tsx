import type { Card } from '@sotevarmenne/api/cards'
import { suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { comingSteps, isKnownEvent } from './coming-steps.ts'

/** What happened to the card, and what is still to come. */
export function CardTimeline({ card }: { card: Card }) {
  const t = useTexts('card')
  const words = useTexts('words')
  const { day, time } = useDates()
  return (
    <Line aria-label={t('timeline')}>
      {card.timeline.map(({ at, what }, index) =>
        isKnownEvent(what) ? (
          <Past key={`${at} ${what} ${String(index)}`}>
            <strong>{words(`cardEvent.${what}`)}</strong>
            <When dateTime={at}>{time(at)}</When>
            {what === 'CardClosed' && card.closed !== undefined ? (
              <span>{words(`closingReason.${card.closed.reason}`)}</span>
            ) : null}
          </Past>
        ) : null,
      )}
      {comingSteps(card).map(({ step, on }) => (
        <Coming key={step}>
          <span>{t(`coming.${step}`)}</span>
          {on === undefined ? (
            <When as="span">{t('coming.notYet')}</When>
          ) : (
            <When dateTime={on}>{day(on)}</When>
          )}
        </Coming>
      ))}
    </Line>
  )
}

const Line = styled.ol`
  list-style: none;
  margin: 16px 0 0;
  padding: 0;
`

const Past = styled.li`
  position: relative;
  display: flex;
  flex-direction: column;
  padding: 0 0 16px 32px;
  line-height: 1.35;
  &::before {
    content: '';
    position: absolute;
    left: 5px;
    top: 3px;
    width: 13px;
    height: 13px;
    border-radius: 50%;
    border: 3px solid ${suomifiDesignTokens.colors.highlightBase};
    background: ${suomifiDesignTokens.colors.highlightBase};
  }
  &:not(:last-child)::after {
    content: '';
    position: absolute;
    left: 11px;
    top: 18px;
    bottom: -2px;
    width: 2px;
    background: ${suomifiDesignTokens.colors.depthLight1};
  }
`

const Coming = styled(Past)`
  &::before {
    background: #fff;
    border-color: ${suomifiDesignTokens.colors.depthDark2};
  }
`

const When = styled.time`
  color: ${suomifiDesignTokens.colors.blackLight1};
`
