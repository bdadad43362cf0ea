/** Somebody in the demo. The first name is how other seed files refer to them. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly role: 'READER' | 'AUTHOR' | 'EDITOR' | 'ADMIN'
  readonly bio: string | null
  readonly joinedAt: string
  readonly isActive?: boolean
}

export const people: readonly Person[] = [
  { name: 'Maren Holt', email: 'maren@tidewater.example', role: 'EDITOR', bio: 'Edits Tidewater from a converted net loft. Believes most sentences are too long, including this one.', joinedAt: '2024-03-04T08:15:00Z' },
  { name: 'Idris Okafor', email: 'idris@tidewater.example', role: 'AUTHOR', bio: 'Builds small wooden boats and writes about the ones that leaked.', joinedAt: '2024-03-19T17:40:00Z' },
  { name: 'Lucía Ferrer', email: 'lucia@tidewater.example', role: 'AUTHOR', bio: 'Baker. Up at three, opinionated by four.', joinedAt: '2024-05-02T04:05:00Z' },
  { name: 'Tomasz Zieliński', email: 'tomasz@tidewater.example', role: 'AUTHOR', bio: 'Programs tide gauges and repairs radios. Keeps a list of every bug he has ever blamed on the compiler.', joinedAt: '2024-09-11T12:30:00Z' },
  { name: 'Aiko Tanabe', email: 'aiko@tidewater.example', role: 'AUTHOR', bio: 'Grows vegetables in salt wind, looks at the sky when it is clear.', joinedAt: '2025-01-20T19:00:00Z' },
  { name: 'Bea Lindqvist', email: 'bea@tidewater.example', role: 'READER', bio: 'Ferry pilot. Reads Tidewater between two harbours.', joinedAt: '2025-06-08T06:25:00Z' },
  { name: 'Sam Whitlock', email: 'sam@tidewater.example', role: 'READER', bio: null, joinedAt: '2025-11-30T21:10:00Z', isActive: false },
  { name: 'Noor Haddad', email: 'noor@tidewater.example', role: 'ADMIN', bio: 'Keeps the lights on and the backups tested.', joinedAt: '2024-03-01T09:00:00Z' },
]

export const tags: readonly { readonly name: string; readonly color: string; readonly description: string }[] = [
  { name: 'Boats', color: '#0f6e84', description: 'Building, mending and occasionally sailing them.' },
  { name: 'Bread', color: '#b45309', description: 'Flour, water, salt, time.' },
  { name: 'Repair', color: '#7c3aed', description: 'Things that work again.' },
  { name: 'Garden', color: '#15803d', description: 'What grows in wind and salt.' },
  { name: 'Weather', color: '#0369a1', description: 'Forecasts, barometers and being wrong about both.' },
  { name: 'Code', color: '#be185d', description: 'Small programs for small problems.' },
  { name: 'Woodwork', color: '#92400e', description: 'Planes, chisels, glue-ups.' },
  { name: 'Community', color: '#4338ca', description: 'The loft, the harbour, the people.' },
  { name: 'Night sky', color: '#1e3a8a', description: 'Clear evenings only.' },
  { name: 'Kitchen', color: '#c2410c', description: 'Everything that is not bread.' },
]
