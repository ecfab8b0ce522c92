import { Heading, Paragraph } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

export function HelpPage() {
  const t = useTexts('help')
  const own = useTexts('own')
  const card = useTexts('card')
  const test = useTexts('testCard')
  const documents = useTexts('documents')
  const points = useTexts('points')
  return (
    <Prose>
      <PageTitle>{t('heading')}</PageTitle>
      <Heading variant="h2">{points('heading')}</Heading>
      <Paragraph>
        {points('lead')} <PageLink to="points">{points('find')}</PageLink>
      </Paragraph>
      <Heading variant="h2">{t('activationHeading')}</Heading>
      <ol>
        <li>{t('activation1')}</li>
        <li>{t('activation2')}</li>
        <li>{t('activation3')}</li>
        <li>{t('activation4')}</li>
      </ol>
      <Heading variant="h2">{t('pinsHeading')}</Heading>
      <ul>
        <li>{t('pinsBasic')}</li>
        <li>{t('pinsSignature')}</li>
        <li>{t('pinsAsked')}</li>
      </ul>
      <Heading variant="h2">{t('lockedHeading')}</Heading>
      <Paragraph>{t('locked')}</Paragraph>
      <Paragraph>
        {t('lockedWithoutCode')} <PageLink to="own">{own('heading')}</PageLink>
      </Paragraph>
      <Paragraph>{card('otherLayout')}</Paragraph>
      <Heading variant="h2">{test('heading')}</Heading>
      <Paragraph>
        {test('lead')} <PageLink to="test-my-card">{test('heading')}</PageLink>
      </Paragraph>
      <Heading variant="h2">{documents('checkHeading')}</Heading>
      <Paragraph>
        {documents('checkLead')}{' '}
        <PageLink to="check-document">{documents('checkHeading')}</PageLink>
      </Paragraph>
      <Heading variant="h2">{t('readerHeading')}</Heading>
      <ul>
        <li>{t('reader1')}</li>
        <li>{t('reader2')}</li>
        <li>{t('reader3')}</li>
      </ul>
      <Heading variant="h2">{t('accessibilityHeading')}</Heading>
      <Paragraph>{t('accessibility')}</Paragraph>
      <Paragraph>{t('accessibilityGap')}</Paragraph>
    </Prose>
  )
}
