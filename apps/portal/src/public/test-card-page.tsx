import { colours } from '@sotevarmenne/design-tokens/tokens'
import {
  testCard,
  testSignatureText,
  type CardTested,
  type CardUse,
} from '@sotevarmenne/api/authentication'
import { ok } from '@sotevarmenne/kernel/result'
import { useEffect, useRef, useState } from 'react'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { callApi } from '../api/call-api.ts'
import { Announced } from '../layout/announced.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel, Prose } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { challengeText } from '../sign-in/challenge-text.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { testMyCardTexts } from './test-card-texts.ts'

/** A public test of a card: log-in and signature are tried, and each part is reported in plain words. */
export function TestCardPage() {
  const t = useTexts(testMyCardTexts)
  return (
    <Prose>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('lead')}</Paragraph>
      <Trial use="log-in" />
      <Trial use="signature" />
    </Prose>
  )
}

function Trial({ use }: { use: CardUse }) {
  const t = useTexts(testMyCardTexts)
  const { at, start, cancel } = useCardSignature()
  const [tested, setTested] = useState<CardTested>()
  const isLogIn = use === 'log-in'
  const keyUsage = isLogIn ? 'digitalsignature' : 'nonrepudiation'
  const words = isLogIn
    ? ([t('logIn'), t('logInHelp'), t('testLogIn')] as const)
    : ([t('signing'), t('signingHelp'), t('testSigning')] as const)
  const [title, help, button] = words

  async function run(): Promise<void> {
    setTested(undefined)
    const nonce = newNonce()
    const found = await start({
      keyUsage,
      content: () =>
        Promise.resolve(
          ok(
            isLogIn
              ? challengeText(location.origin, nonce)
              : btoa(testSignatureText(location.origin, nonce)),
          ),
        ),
      use: (signature) => callApi(testCard, { use, nonce, ...signature }),
    })
    if (found !== undefined) setTested(found)
  }

  return (
    <Panel aria-labelledby={`test-${use}`}>
      <Heading variant="h2" id={`test-${use}`} mb="xs">
        {title}
      </Heading>
      <Paragraph mb="s">{help}</Paragraph>
      {tested === undefined ? null : <Found tested={tested} />}
      {at.step === 'idle' ? (
        <Button
          id={`start-${use}`}
          variant={tested === undefined ? 'default' : 'secondary'}
          onClick={() => void run()}
        >
          {tested === undefined ? button : t('again')}
        </Button>
      ) : null}
      <SigningSteps at={at} keyUsage={keyUsage} onRetry={() => void run()} onCancel={cancel} />
    </Panel>
  )
}

/** The result first, then part by part. Takes the focus: the button that started it is gone. */
function Found({ tested }: { tested: CardTested }) {
  const t = useTexts(testMyCardTexts)
  const { dayOf } = useDates()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const works = tested.checks.every(({ finding }) => finding === 'good')
  return (
    <Announced ref={box}>
      <InlineAlert status={works ? 'neutral' : 'warning'} mb="s">
        {works ? t('works') : t('fails')}
        {tested.validTo === undefined ? null : <> {t('validTo', { day: dayOf(tested.validTo) })}</>}
      </InlineAlert>
      <Parts data-works={works}>
        {tested.checks.map((check) => (
          <li key={check.part} data-part={check.part} data-finding={check.finding}>
            <Sign aria-hidden="true" $isGood={check.finding === 'good'}>
              {check.finding === 'good' ? '✓' : '✗'}
            </Sign>
            <span>
              <strong>{t(check.part)}</strong>
              <br />
              {t(keyOf(check))}
            </span>
          </li>
        ))}
      </Parts>
    </Announced>
  )
}

type Check = CardTested['checks'][number]
type KeyOf<Each> = Each extends Check ? `${Each['part']}.${Each['finding']}` : never

const keyOf = ({ part, finding }: Check) => `${part}.${finding}` as KeyOf<Check>

const newNonce = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(64))))

const Parts = styled.ul`
  list-style: none;
  margin: 0 0 16px;
  padding: 0;
  li {
    display: flex;
    gap: 12px;
  }
`

const Sign = styled.span<{ $isGood: boolean }>`
  font-weight: 700;
  color: ${({ $isGood }) => ($isGood ? colours.good : colours.bad)};
`
