import { colours } from '@sotevarmenne/design-tokens/tokens'
import styled from 'styled-components'

/** What people wrote to each other, oldest first. */
export const Messages = styled.ol`
  list-style: none;
  margin: 0;
  padding: 0;
`

export const Message = styled.li<{ $isOffice: boolean }>`
  margin: 0 0 16px;
  padding: 4px 0 4px 16px;
  border-left: 4px solid ${({ $isOffice }) => ($isOffice ? colours.action : colours.line)};
`

/** As it was written, line by line; a long word breaks so that the page does not widen. */
export const Words = styled.p`
  max-width: 44rem;
  margin: 8px 0 0;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`
