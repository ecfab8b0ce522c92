import styled from 'styled-components'
import { suomifiDesignTokens } from 'suomifi-ui-components'

/** The text that is signed, to the letter. */
export const ExactText = styled.pre`
  margin: 0;
  padding: 16px;
  max-height: 420px;
  overflow: auto;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font: inherit;
  background: ${suomifiDesignTokens.colors.highlightLight4};
  border-left: 4px solid ${suomifiDesignTokens.colors.highlightBase};
  &:focus-visible {
    outline: 3px solid ${suomifiDesignTokens.colors.accentSecondary};
  }
`
