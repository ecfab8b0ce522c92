import { testRepeatedRequests } from '@sotevarmenne/tests/operation/repeated-requests'

testRepeatedRequests(['at the desk', 'in the office'])
