import { checkPagesIn } from './languages.ts'

checkPagesIn('sv', 'closely')
checkPagesIn('en')
