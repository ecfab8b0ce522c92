import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { sayOutcome } from './outcome.tsx'

/** An identifier or a key, with a button that copies it. */
export const CopyableWord = ({ name, text }: { name: string; text: string }) => (
  <>
    <Word>{text}</Word> <CopyButton name={name} text={text} />
  </>
)

/** A command for a terminal, with a button that copies it. */
export const CopyableCommand = ({ name, text }: { name: string; text: string }) => (
  <Place>
    {/* It scrolls, so it must be focusable. */}
    <Command tabIndex={0}>{text}</Command>
    <CopyButton name={name} text={text} />
  </Place>
)

/** Where the browser allows no copying, the text can be selected: the button is not there then. */
function CopyButton({ name, text }: { name: string; text: string }) {
  const t = useTexts(commonTexts)
  const [copied, setCopied] = useState<string>()
  if (!('clipboard' in navigator)) return null
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      sayOutcome(t('notCopied'))
      return
    }
    setCopied(text)
    sayOutcome(t('copied'))
  }
  return (
    <Button
      variant="secondary"
      aria-label={`${t(copied === text ? 'copied' : 'copy')}: ${name}`}
      onClick={() => void copy()}
    >
      {t(copied === text ? 'copied' : 'copy')}
    </Button>
  )
}

/** Long, and without a place to wrap. */
const Word = styled.code`
  overflow-wrap: anywhere;
`

const Place = styled.div`
  margin: 8px 0 20px;
`

const Command = styled.pre`
  margin: 0 0 8px;
  padding: 12px 16px;
  overflow-x: auto;
  background: ${colours.ground};
  font-size: 14px;
`
