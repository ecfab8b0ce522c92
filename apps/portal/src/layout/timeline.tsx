import { colours } from '@sotevarmenne/design-tokens/tokens'
import styled from 'styled-components'

/** Steps one below the other: past ones with their time, then those to come. */
export const Timeline = styled.ol`
  list-style: none;
  margin: 16px 0 0;
  padding: 0;
`

export const Past = styled.li`
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
    border: 3px solid ${colours.action};
    background: ${colours.action};
  }
  @media (forced-colors: active) {
    &::before {
      background: CanvasText;
      border-color: CanvasText;
      forced-color-adjust: none;
    }
  }
  &:not(:last-child)::after {
    content: '';
    position: absolute;
    left: 11px;
    top: 18px;
    bottom: -2px;
    width: 2px;
    background: ${colours.line};
  }
`

export const Coming = styled(Past)`
  &::before {
    background: ${colours.surface};
    border-color: ${colours.edge};
  }
  @media (forced-colors: active) {
    &::before {
      background: Canvas;
    }
  }
`

export const When = styled.time`
  color: ${colours.muted};
`
