import { releaseStatement, type ReaderSoftware } from '@sotevarmenne/api/reader-software'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { ReaderPackage } from './reader-packages.ts'
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

/** Packages to download, with their digests and the commands that check and install one. */
export function downloadsShown(
  packages: readonly ReaderPackage[],
  { language, publicUrl }: { readonly language: Language; readonly publicUrl: string },
): Html {
  if (packages.length === 0)
    return html`<p>
      <a href="/${language}/contact-form?topic=reader-software">${texts.noDownload[language]}</a>
    </p>`
  const size = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
    maximumFractionDigits: 1,
  })
  const { origin } = new URL(publicUrl)
  const forDebian = packages.find(({ name }) => name.endsWith('.deb'))
  const forWindows = packages.find(({ name }) => name.endsWith('.msi'))
  return html`<ul>
      ${packages.map(
        ({ name, bytes, sha256 }) =>
          html`<li>
            <a href="/downloads/${name}">${name}</a> (${size.format(bytes / 1_000_000)}
            ${texts.megabytes[language]})<br />
            SHA-256: <code>${sha256}</code>
          </li>`,
      )}
    </ul>
    ${
      forDebian &&
      commandsShown(language, texts.install[language], debianCommands(forDebian, origin))
    }
    ${
      forWindows &&
      commandsShown(language, texts.installOnWindows[language], windowsCommands(forWindows, origin))
    }`
}

type Commands = { readonly install: readonly string[]; readonly configure: string }

const commandsShown = (language: Language, title: string, { install, configure }: Commands): Html =>
  html`<p>${title}</p>
    <pre class="copyable"><code>${install.join('\n')}</code></pre>
    <p>${texts.configure[language]}</p>
    <pre class="copyable"><code>${configure}</code></pre>`

const debianCommands = ({ name, sha256 }: ReaderPackage, origin: string): Commands => ({
  install: [
    `curl -fsSO ${origin}/downloads/${name}`,
    `echo "${sha256}  ${name}" | sha256sum -c`,
    `sudo apt install ./${name}`,
  ],
  configure: `echo 'SOTEVARMENNE_SERVICE_URL=${origin}' | sudo tee -a /etc/sotevarmenne-reader/reader.conf`,
})

/** For PowerShell, as an administrator. */
const windowsCommands = ({ name, sha256 }: ReaderPackage, origin: string): Commands => ({
  install: [
    `curl.exe -fsSO ${origin}/downloads/${name}`,
    `(Get-FileHash ${name}).Hash -eq '${sha256}'`,
    `msiexec /i ${name} /qn`,
  ],
  configure: `reg add HKLM\\Software\\Policies\\Sotevarmenne\\Reader /v ServiceUrl /t REG_SZ /d ${origin} /f`,
})

const texts = {
  noDownload: {
    fi: 'Pyydä asennuspaketti asiakaspalvelusta',
    sv: 'Be kundtjänsten om installationspaketet',
    en: 'Ask customer service for the package',
  },
  megabytes: { fi: 'Mt', sv: 'MB', en: 'MB' },
  install: {
    fi: 'Lataa, tarkista ja asenna (Debian):',
    sv: 'Ladda ner, kontrollera och installera (Debian):',
    en: 'Download, check and install (Debian):',
  },
  installOnWindows: {
    fi: 'Lataa, tarkista ja asenna (Windows, PowerShell järjestelmänvalvojana; toisen komennon vastaus on True):',
    sv: 'Ladda ner, kontrollera och installera (Windows, PowerShell som administratör; det andra kommandot svarar True):',
    en: 'Download, check and install (Windows, PowerShell as administrator; the second command responds True):',
  },
  configure: {
    fi: 'Kirjoita palvelun osoite ohjelman asetuksiin. Ohjelma käynnistyy, kun käyttäjä kirjautuu koneelle.',
    sv: 'Skriv tjänstens adress i programmets inställningar. Programmet startar när användaren loggar in på datorn.',
    en: 'Enter the address of the service in the settings of the program. The program starts when the user logs in to the computer.',
  },
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
