// Values of the twins' rows, so that requests meet what is there.
import type { TargetDescription } from '../../attack/describe-target.ts'
import { WORDS } from '../values.ts'

/** Whole numbers from 1. */
export const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1)

/** Values of the twins' rows by field; none that only a row holds which the reader may not see, where it is unique. */
const SAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  string: [...WORDS, '[locked] a'],
  name: [...WORDS, 'red', 'blue', 'alice'],
  key: ['theme', 'theme', 'size'],
  email: ['alice@x.io', 'bob@x.io', 'carol@x.io', 'hal@x.io', 'new@x.io'],
  externalId: ['ext-1', 'ext-3', 'ext-5', 'ext-new'],
  spaceId: [1, 1, 2, 3],
  status: ['open', 'paid', 'void'],
  salary: ['0', '2000.5', '4000', '4500.5', '7000', '8999.5'],
  total: ['1.25', '225.25', '450', '675.25', '899.25'],
  balance: ['0', '250000000000000', '500000000000000', '750000000000000'],
  score: [0, 2.5, 5, 7.25, 9.75],
  views: [0, 2, 4, 6, 8, 9],
  version: upTo(5),
  int: upTo(15),
  datetime: ['2020-06-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z', '2023-05-01T00:00:00.000Z', '2024-12-01T00:00:00.000Z'],
  json: [{ theme: 'a' }, { dark: true }, { dark: false }, { lines: [1] }],
}

/** Who a reader is. */
export const OWN: Readonly<Record<string, { readonly id: number; readonly orgId: number }>> = {
  alice: { id: 1, orgId: 1 },
  bob: { id: 2, orgId: 1 },
  carol: { id: 3, orgId: 2 },
  adm1: { id: 4, orgId: 1 },
  support: { id: 5, orgId: 1 },
  root: { id: 6, orgId: 1 },
}

/** A target whose fields take values of the twins' rows, the reader's own ones above all. */
export function withSamples(target: TargetDescription, reader: string): TargetDescription {
  const own = OWN[reader]
  const keys = own && { authorId: [own.id, own.id, own.id, ...upTo(12)], userId: [own.id, own.id, own.id, ...upTo(12)], orgId: [own.orgId, own.orgId, own.orgId, ...upTo(3)] }
  return { ...target, samples: { ...SAMPLES, ...keys } }
}
