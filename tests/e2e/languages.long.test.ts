import { checkPublicPages } from './public-pages.ts'
import { checkPagesIn } from './languages.ts'

// Its words are the longest.
checkPagesIn('sv', { how: 'closely' })
checkPagesIn('en')
checkPagesIn('fi')
checkPublicPages('sv')
checkPublicPages('en')
