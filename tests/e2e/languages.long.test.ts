import { checkPagesIn } from './languages.ts'

// Its words are the longest.
checkPagesIn('sv', { how: 'closely' })
checkPagesIn('en')
