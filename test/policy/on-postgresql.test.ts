import { describePolicies } from './describe-policies.ts'

await describePolicies('PostgreSQL')
