import styled from 'styled-components'
import { RadioButton } from 'suomifi-ui-components'

/** A long label wraps under its own words, not under the circle. */
export const Radio = styled(RadioButton)`
  && .fi-radio-button_label {
    display: block;
  }
`
