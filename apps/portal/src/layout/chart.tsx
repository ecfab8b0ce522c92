import styled from 'styled-components'
import { suomifiDesignTokens } from 'suomifi-ui-components'

const { colors } = suomifiDesignTokens

/** Cells of a table of numbers, whose first column names them. */
export const numberCells = `
  border-collapse: collapse;
  th,
  td {
    padding: 6px 16px 6px 0;
    border-bottom: 1px solid ${colors.depthLight1};
    text-align: left;
    font-weight: 400;
  }
  thead th {
    font-weight: 600;
  }
  td {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`

/** A chart of numbers, with their table behind its summary. */
export const Chart = styled.figure`
  margin: 16px 0 0;
  svg {
    display: block;
    width: 100%;
    max-width: 480px;
    margin-top: 8px;
  }
  rect {
    fill: ${colors.highlightBase};
  }
  line {
    stroke: ${colors.depthDark3};
  }
  svg text {
    font-size: 13px;
    fill: ${colors.blackBase};
  }
  summary {
    color: ${colors.highlightBase};
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 3px solid ${colors.accentSecondary};
  }
  table {
    margin-top: 8px;
    ${numberCells}
  }
`
