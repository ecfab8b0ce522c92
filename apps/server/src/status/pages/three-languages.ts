import { html, type Html } from '@sotevarmenne/pages/html'
import { languages, type Language, type Text } from '@sotevarmenne/pages/languages'

/**
 * A page that says the same in Finnish, Swedish and English, one below the other. Plain HTML without styles and scripts,
 * so that it reads everywhere; whoever follows a link out of a certificate may speak any of them.
 */
export const threeLanguages = (title: Text, content: (language: Language) => Html): string =>
  html`<!doctype html>
    <html lang="fi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${languages.map((language) => title[language]).join(' · ')}</title>
      </head>
      <body>
        <nav aria-label="Kieli, språk, language">
          ${languages.map(
            (language) =>
              html`<a href="#${language}" lang="${language}" hreflang="${language}"
                >${languageNames[language]}</a
              > `,
          )}
        </nav>
        <main>
          ${languages.map(
            (language) =>
              html`<section id="${language}" lang="${language}" aria-labelledby="title-${language}">
                <h1 id="title-${language}">${title[language]}</h1>
                ${content(language)}
              </section>`,
          )}
        </main>
      </body>
    </html>`.markup

const languageNames: Readonly<Record<Language, string>> = {
  fi: 'Suomeksi',
  sv: 'På svenska',
  en: 'In English',
}
