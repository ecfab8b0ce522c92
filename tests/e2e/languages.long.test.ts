import { checkPagesIn } from './languages.ts'

checkPagesIn('sv')
checkPagesIn('en')
