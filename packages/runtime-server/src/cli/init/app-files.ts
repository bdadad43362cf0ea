/** One file of a new application: where its template is below `templates/`, and where it goes. */
export interface AppFile {
  readonly template: string
  readonly path: string
}

// npm renames `.gitignore` and reads `package.json` and `tsconfig.json` of a package, hence the templates' names.
const EVERYWHERE: readonly AppFile[] = [
  { template: 'app/tsconfig.json.template', path: 'tsconfig.json' },
  { template: 'app/gitignore', path: '.gitignore' },
  { template: 'app/env.example', path: '.env.example' },
  { template: 'app/github/ci.yml', path: '.github/workflows/ci.yml' },
  { template: 'app/Dockerfile', path: 'Dockerfile' },
  { template: 'app/dockerignore', path: '.dockerignore' },
]

/** The files of an application that starts from nothing. */
export const NEW_APP: readonly AppFile[] = [
  { template: 'app/schema.prisma', path: 'schema.prisma' },
  { template: 'app/ssot.config.ts', path: 'ssot.config.ts' },
  { template: 'app/ssot.ui.config.ts', path: 'ssot.ui.config.ts' },
  { template: 'app/package.json.template', path: 'package.json' },
  { template: 'app/seed.ts.template', path: 'seed.ts' },
  { template: 'app/README.md', path: 'README.md' },
  ...EVERYWHERE,
]

/** The files that a folder with a schema of its own gets. */
export const EXISTING_SCHEMA: readonly AppFile[] = [
  { template: 'existing/ssot.config.ts', path: 'ssot.config.ts' },
  { template: 'existing/ssot.ui.config.ts', path: 'ssot.ui.config.ts' },
  { template: 'existing/package.json.template', path: 'package.json' },
  { template: 'existing/README.md', path: 'README.md' },
  ...EVERYWHERE,
]
