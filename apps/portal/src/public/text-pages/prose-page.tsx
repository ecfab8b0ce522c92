import { colours, focusRing } from '@sotevarmenne/design-tokens/tokens'
import { Fragment } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { PageLink } from '../../layout/links.tsx'
import { PageTitle } from '../../layout/page-title.tsx'
import { Prose } from '../../layout/surface.tsx'
import { usePageLanguage } from '../../texts/language.ts'
import type { Text } from '../../texts/text.ts'
import type { Block, Section } from './text-page.ts'

/** A page of headings, paragraphs and lists. */
export function ProsePage({ title, sections }: { title: Text; sections: readonly Section[] }) {
  const language = usePageLanguage()
  return (
    <Prose>
      <PageTitle>{title[language]}</PageTitle>
      {sections.map(({ heading, id, blocks }, at) => (
        <Fragment key={at}>
          {heading === undefined ? null : (
            <Heading variant="h2" id={id}>
              {heading[language]}
            </Heading>
          )}
          {blocks.map((block, place) => (
            <BlockView key={place} block={block} />
          ))}
        </Fragment>
      ))}
    </Prose>
  )
}

function BlockView({ block }: { block: Block }) {
  if ('live' in block) return <Live>{`{{live:${block.live}}}`}</Live>
  if ('steps' in block) return <ol>{items(block.steps)}</ol>
  if ('list' in block) return <ul>{items(block.list)}</ul>
  return (
    <Paragraph>
      <Linked text={block} />
    </Paragraph>
  )
}

const items = (texts: readonly Text[]) =>
  texts.map((text, at) => (
    <li key={at}>
      <Linked text={text} />
    </li>
  ))

/** A text with its links. */
function Linked({ text }: { text: Text }) {
  const language = usePageLanguage()
  const parts = text[language].split(/\[([^\]]+)\]\(([^)]+)\)/)
  return parts.map((part, at) => {
    if (at % 3 === 0) return part
    const to = parts[at + 1] ?? ''
    if (at % 3 === 2) return null
    // An external address is known to the server only; a file and a heading of this page are no pages.
    return /:|^[/#]/.test(to) ? (
      <a key={at} href={to}>
        {part}
      </a>
    ) : (
      <PageLink key={at} to={to}>
        {part}
      </PageLink>
    )
  })
}

/** The server's markup has no components: plain tables, facts and a form. */
export const Live = styled.div`
  margin: 0 0 12px;
  overflow-x: auto;
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 8px 16px 8px 0;
    border-bottom: 1px solid ${colours.line};
    text-align: left;
    vertical-align: top;
    font-weight: 400;
  }
  thead th,
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0 0 12px;
    overflow-wrap: anywhere;
  }
  h2,
  h3 {
    margin: 24px 0 8px;
    font-size: 24px;
    font-weight: 600;
  }
  h3 {
    margin: 16px 0 4px;
    font-size: 18px;
  }
  a {
    color: ${colours.link};
  }
  pre {
    margin: 0 0 16px;
    padding: 12px 16px;
    border-left: 4px solid ${colours.action};
    background: ${colours.surface};
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font-size: 16px;
  }
  pre button {
    display: block;
    margin-top: 8px;
    padding: 4px 16px;
  }
  .amount {
    text-align: right;
    white-space: nowrap;
    padding-right: 0;
  }
  .good,
  .bad {
    border-left: 5px solid ${colours.goodEdge};
    background: ${colours.surface};
    padding: 12px 16px;
  }
  .bad {
    border-color: ${colours.bad};
  }
  label {
    display: block;
    font-weight: 600;
  }
  input,
  button {
    font: inherit;
    padding: 8px 12px;
    border: 1px solid ${colours.neutral};
    border-radius: 2px;
    max-width: 100%;
  }
  button {
    color: ${colours.surface};
    border-color: ${colours.link};
    background: ${colours.link};
    font-weight: 600;
  }
  :focus-visible {
    ${focusRing};
  }
`
