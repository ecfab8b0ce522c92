import { releaseStatement, type ReaderSoftware } from '@sotevarmenne/api/reader-software'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'

/** The oldest reader software that may log in and sign, and the newest published version. */
export function readerVersions(
  { minimumVersion, notice }: ReaderSoftware,
  language: Language,
): Html {
  const newest =
    notice &&
    releaseStatement.parse(JSON.parse(Buffer.from(notice.statement, 'base64').toString('utf8')))
  return html`<p>${texts.oldest[language].replace('{{version}}', minimumVersion)}</p>
    ${
      newest &&
      html`<p>
          ${texts.newest[language].replace('{{version}}', newest.version)}
          <a href="${newest.url}">${texts.package[language]}</a>
        </p>
        <p>SHA-256: <code>${newest.sha256}</code></p>`
    }`
}

const texts = {
  oldest: {
    fi: 'Versiolla {{version}} tai uudemmalla voit kirjautua ja allekirjoittaa. Vanhemmallakin voit katsoa ja aktivoida kortin.',
    sv: 'Med version {{version}} eller nyare kan du logga in och underteckna. Också med en äldre kan du se på kortet och aktivera det.',
    en: 'With version {{version}} or newer you can log in and sign. With an older one you can still view and activate the card.',
  },
  newest: {
    fi: 'Uusin versio on {{version}}:',
    sv: 'Den nyaste versionen är {{version}}:',
    en: 'The newest version is {{version}}:',
  },
  package: { fi: 'asennuspaketti', sv: 'installationspaket', en: 'package' },
} as const
