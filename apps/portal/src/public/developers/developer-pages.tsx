import { colours, focusRing } from '@sotevarmenne/design-tokens/tokens'
import type { ReactNode } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { PageLink } from '../../layout/links.tsx'
import { PageTitle } from '../../layout/page-title.tsx'
import { Prose } from '../../layout/surface.tsx'
import { usePageLanguage } from '../../texts/language.ts'
import { useTexts } from '../../texts/index.ts'
import type { Language, Text, Texts } from '../../texts/text.ts'
import { Live } from '../text-pages/prose-page.tsx'
import type { TextPage } from '../text-pages/text-page.ts'
import { guides } from './guides.ts'
import { anchorOf, codeBlock, renderMarkdown } from './render-markdown.ts'

const documents = import.meta.glob<string>(
  ['../../../../../docs/relying-parties/*.md', '../../../../../docs/api/README.md'],
  { query: '?raw', import: 'default', eager: true },
)
const examples = import.meta.glob<string>('../../../../../docs/relying-parties/examples/*', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const changelogs = import.meta.glob<string>('../../../../../CHANGELOG.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const texts = {
  heading: { fi: 'Kehittäjille', sv: 'För utvecklare', en: 'For developers' },
  description: {
    fi: 'Pika-aloitus, ohjeet, koodiesimerkit, rajapinnan kuvaus, virheet ja muutokset järjestelmien tekijöille.',
    sv: 'Snabbstart, anvisningar, kodexempel, gränssnittets beskrivning, fel och ändringar för dem som bygger system.',
    en: 'Quick start, guides, code samples, API reference, errors and changes for those who build systems.',
  },
  inEnglish: {
    fi: 'Kehittäjän ohjeet ovat englanniksi.',
    sv: 'Anvisningarna för utvecklare är på engelska.',
    en: '',
  },
  menu: { fi: 'Kehittäjän sivut', sv: 'Sidor för utvecklare', en: 'Developer pages' },
  start: {
    fi: 'Näin saat organisaatiolle tilin, testikortit ja varmenteet',
    sv: 'Så får organisationen konto, testkort och certifikat',
    en: 'How an organisation gets an account, test cards and certificates',
  },
  machineReadable: {
    fi: 'Koneluettava kuvaus (OpenAPI 3.1)',
    sv: 'Maskinläsbar beskrivning (OpenAPI 3.1)',
    en: 'Machine-readable description (OpenAPI 3.1)',
  },
  status: { fi: 'Palvelun tila', sv: 'Tjänstens status', en: 'Service status' },
} satisfies Texts

type DeveloperPage = {
  /** Below `developers/`. */
  readonly path: string
  readonly title: Text
  readonly description: Text
  readonly Content: () => ReactNode
}

/** What is no document of its own. */
const others: readonly DeveloperPage[] = [
  {
    path: 'samples',
    title: { fi: 'Koodiesimerkit', sv: 'Kodexempel', en: 'Code samples' },
    description: {
      fi: 'nginx, Node, Python, Java ja C#: kortilla kirjautuminen ja varmenteen tilan tarkistus OCSP:llä.',
      sv: 'nginx, Node, Python, Java och C#: inloggning med kort och kontroll av certifikatets status med OCSP.',
      en: 'nginx, Node, Python, Java and C#: log-in by card, and the status of a certificate by OCSP.',
    },
    Content: () => <Markup>{samples()}</Markup>,
  },
  {
    path: 'api-reference',
    title: {
      fi: 'Rajapinnan kuvaus',
      sv: 'Gränssnittets beskrivning',
      en: 'API reference',
    },
    description: {
      fi: 'Jokainen operaatio: osoite, oikeus, esimerkki pyynnöstä ja vastauksesta, ja virheet.',
      sv: 'Varje operation: adress, rättighet, exempel på begäran och svar, och felen.',
      en: 'Every operation: address, permission, example request and response, and problems.',
    },
    Content: () => <Live>{'{{live:api-reference}}'}</Live>,
  },
  {
    path: 'errors',
    title: { fi: 'Virheet koodeittain', sv: 'Fel enligt kod', en: 'Errors by code' },
    description: {
      fi: 'Mitä virheen kind tarkoittaa ja mitä silloin tehdään.',
      sv: 'Vad felets kind betyder och vad man då gör.',
      en: 'What the kind of a problem means, and what to do about it.',
    },
    Content: () => <Live>{'{{live:api-errors}}'}</Live>,
  },
  {
    path: 'changelog',
    title: { fi: 'Muutokset', sv: 'Ändringar', en: 'Changelog' },
    description: {
      fi: 'Mitä palvelun versioissa on muuttunut.',
      sv: 'Vad som har ändrats i tjänstens versioner.',
      en: 'What has changed in the versions of the service.',
    },
    Content: () => <Document text={Object.values(changelogs)[0] ?? ''} folder="" />,
  },
]

const pages: readonly DeveloperPage[] = [
  ...guides.map(({ path, file, title, description }) => ({
    ...{ path, title, description },
    Content: () => (
      <Document
        text={documents[`../../../../../docs/${file}`] ?? ''}
        folder={file.replace(/[^/]*$/, '')}
        isOfThisService={path !== 'demo-environment'}
      />
    ),
  })),
  ...others,
]

/** The developer site: every page of it is sent as text. */
export const developerPages: readonly TextPage[] = [
  {
    path: 'developers',
    title: texts.heading,
    description: texts.description,
    content: DeveloperFrontPage,
  },
  ...pages.map(({ path, title, description, Content }) => ({
    path: `developers/${path}`,
    title,
    description,
    content: () => (
      <Framed title={title} path={path}>
        <div lang="en">
          <Content />
        </div>
      </Framed>
    ),
  })),
]

function DeveloperFrontPage() {
  const t = useTexts(texts)
  const language = usePageLanguage()
  return (
    <Prose>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('description')}</Paragraph>
      <InEnglish />
      <dl>
        {pages.map(({ path, title, description }) => (
          <div key={path}>
            <dt>
              <PageLink to={`developers/${path}`}>{title[language]}</PageLink>
            </dt>
            <Description>{description[language]}</Description>
          </div>
        ))}
      </dl>
      <ul>
        <li>
          <a href="/api/openapi.json">{t('machineReadable')}</a>
        </li>
        <li>
          <PageLink to="service-status">{t('status')}</PageLink>
        </li>
        <li>
          <PageLink to="for-system-vendors">{t('start')}</PageLink>
        </li>
      </ul>
    </Prose>
  )
}

function InEnglish() {
  const t = useTexts(texts)
  return usePageLanguage() === 'en' ? null : <Paragraph mb="m">{t('inEnglish')}</Paragraph>
}

/** The page beside the menu of the developer site, which follows it on a phone. */
function Framed({ title, path, children }: { title: Text; path: string; children: ReactNode }) {
  const t = useTexts(texts)
  const language = usePageLanguage()
  return (
    <Columns>
      <div>
        <PageTitle>{title[language]}</PageTitle>
        <InEnglish />
        {children}
      </div>
      <Menu aria-labelledby="developer-menu">
        <Heading variant="h2" smallScreen id="developer-menu" mb="xs">
          {t('menu')}
        </Heading>
        <ul>
          {['', ...pages.map((page) => page.path)].map((each) => (
            <li key={each}>
              {each === path ? (
                <strong aria-current="page">{title[language]}</strong>
              ) : (
                <PageLink to={each === '' ? 'developers' : `developers/${each}`}>
                  {pages.find((page) => page.path === each)?.title[language] ?? t('heading')}
                </PageLink>
              )}
            </li>
          ))}
        </ul>
      </Menu>
    </Columns>
  )
}

/** A document of the repository. Its addresses become those of this service, so that its commands can be copied. */
function Document({
  text,
  folder,
  isOfThisService = true,
}: {
  text: string
  /** Of the document, below `docs/`. */
  folder: string
  isOfThisService?: boolean
}) {
  const language = usePageLanguage()
  const markup = renderMarkdown(text, (href) => linkOnSite(href, folder, language))
  return (
    <Markup>
      {isOfThisService
        ? markup
            .replaceAll(/https:\/\/service\.example(?!:)/g, '{{origin}}')
            .replaceAll('http://localhost:8080', '{{origin}}')
            .replaceAll('http://localhost:8081', '{{address:validation}}')
        : markup}
    </Markup>
  )
}

/** Guides and examples are pages of the site; the rest of the repository is not. */
function linkOnSite(href: string, folder: string, language: Language): string | undefined {
  const [file = '', anchor] = href.split('#')
  const place = new URL(file, `file:///${folder}`).pathname.slice(1)
  const [, example] = /^relying-parties\/examples\/(.+)$/.exec(place) ?? []
  if (example !== undefined) return `/${language}/developers/samples#${anchorOf(example)}`
  const guide = guides.find((one) => one.file === place)
  if (guide === undefined) return undefined
  return `/${language}/developers/${guide.path}${anchor === undefined ? '' : `#${anchor}`}`
}

const samples = (): string =>
  [
    '<p>Each sample runs in our tests, with good and revoked certificates and those of test cards.</p>',
    ...Object.entries(examples).map(([file, text]) => {
      const name = file.replace(/^.*\//, '')
      return `<h2 id="${anchorOf(name)}">${name}</h2>\n${codeBlock(text.trimEnd())}`
    }),
  ].join('\n')

const Markup = ({ children }: { children: string }) => (
  <Prose as={Rendered} dangerouslySetInnerHTML={{ __html: children }} />
)

const Description = styled.dd`
  margin: 0 0 12px;
`

const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr) 240px;
  gap: 24px 48px;
  @media (max-width: 900px) {
    grid-template-columns: minmax(0, 1fr);
  }
`

const Menu = styled.nav`
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    margin: 0 0 8px;
  }
`

/** Markup of documents has no components: headings, tables, code. */
const Rendered = styled.div`
  h2 {
    font-size: 24px;
    font-weight: 600;
  }
  h3 {
    margin: 24px 0 8px;
    font-size: 18px;
    font-weight: 600;
  }
  a {
    color: ${colours.link};
  }
  code {
    font-size: 16px;
    overflow-wrap: anywhere;
  }
  pre {
    position: relative;
    margin: 0 0 16px;
    padding: 12px 16px;
    border-left: 4px solid ${colours.action};
    background: ${colours.surface};
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    font-size: 16px;
    line-height: 1.5;
  }
  pre button {
    display: block;
    margin-top: 8px;
    padding: 4px 16px;
    border: 1px solid ${colours.action};
    border-radius: 2px;
    background: ${colours.surface};
    color: ${colours.action};
    font: inherit;
    font-weight: 600;
    &:focus-visible {
      ${focusRing};
    }
  }
  .wide {
    margin: 0 0 16px;
    overflow-x: auto;
    &:focus-visible {
      ${focusRing};
    }
  }
  table {
    border-collapse: collapse;
    font-size: 16px;
  }
  th,
  td {
    padding: 8px 16px 8px 0;
    border-bottom: 1px solid ${colours.line};
    text-align: left;
    vertical-align: top;
  }
  td code {
    overflow-wrap: normal;
  }
`
