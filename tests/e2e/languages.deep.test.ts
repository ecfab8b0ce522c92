import { checkPagesIn } from './languages.ts'

// What people outside the office see; every page in both languages is in the long form.
checkPagesIn('sv', { only: (file) => /^(contact|own|reader|sign-in|desk-card)-pages/.test(file) })
